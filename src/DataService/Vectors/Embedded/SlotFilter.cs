namespace LeadPlatform.DataService.Vectors.Embedded;

/// <summary>A <see cref="VectorFilter"/> in the numbers of the slots.</summary>
internal sealed class SlotFilter(VectorFilter filter, WordNumbers<string> words, WordNumbers<Guid> parties)
{
    private readonly HashSet<int>? _lines = filter.Lines is { } lines ? [.. lines.Select(words.Find)] : null;
    private readonly HashSet<int>? _states = filter.States is { } states ? [.. states.Select(words.Find)] : null;
    private readonly int? _source = filter.SourceId is { } source ? parties.Find(source) : null;
    private readonly int? _publisher = filter.PublisherId is { } publisher ? parties.Find(publisher) : null;
    private readonly long _from = filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
    private readonly long _to = filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue;
    private readonly HashSet<Guid>? _leadIds = filter.LeadIds is { } leadIds ? [.. leadIds] : null;

    public bool Takes(SlotFacts facts, Guid leadId) =>
        facts.ReceivedAt >= _from
        && facts.ReceivedAt < _to
        && (_lines is null || _lines.Contains(facts.Line))
        && (_states is null || _states.Contains(facts.State))
        && (_source is null || _source == facts.Source)
        && (_publisher is null || _publisher == facts.Publisher)
        && (_leadIds is null || _leadIds.Contains(leadId));
}
