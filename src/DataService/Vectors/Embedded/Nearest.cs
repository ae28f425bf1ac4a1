namespace LeadPlatform.DataService.Vectors.Embedded;

/// <summary>Keeps the nearest of what it is offered.</summary>
internal sealed class Nearest(int limit)
{
    private readonly PriorityQueue<Guid, float> _kept = new(limit + 1);
    private float _least = float.NegativeInfinity;

    public void Offer(Guid leadId, float similarity)
    {
        if (_kept.Count == limit && similarity <= _least)
            return;
        if (_kept.Count == limit)
            _kept.EnqueueDequeue(leadId, similarity);
        else
            _kept.Enqueue(leadId, similarity);
        if (_kept.Count == limit && _kept.TryPeek(out _, out var least))
            _least = least;
    }

    /// <summary>Nearest first; of equally near ones the newer lead.</summary>
    public IReadOnlyList<NearLead> ToList() =>
        [.. _kept.UnorderedItems.Select(item => new NearLead(item.Element, item.Priority)).OrderByDescending(near => near.Similarity).ThenByDescending(near => near.LeadId)];
}
