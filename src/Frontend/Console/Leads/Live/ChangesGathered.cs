namespace LeadPlatform.Frontend.Console.Leads.Live;

/// <summary>Changes that pages have not been told of yet. However many come, it stays small: past the limit one re-read is cheaper.</summary>
internal sealed class ChangesGathered
{
    private const int Most = 500;
    private readonly Lock _one = new();
    private HashSet<Guid> _changed = [];
    private bool _missed;
    private TaskCompletionSource _something = New();

    public void Add(Guid leadId)
    {
        lock (_one)
        {
            if (_changed.Count < Most)
                _changed.Add(leadId);
            else
                _missed = true;
            _something.TrySetResult();
        }
    }

    public void Missed()
    {
        lock (_one)
        {
            _missed = true;
            _something.TrySetResult();
        }
    }

    /// <summary>Tells the pages although no lead changed.</summary>
    public void Wake()
    {
        lock (_one)
            _something.TrySetResult();
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_one)
            return _something.Task.WaitAsync(cancellationToken);
    }

    public LeadNews Take()
    {
        lock (_one)
        {
            var news = new LeadNews(_changed, _missed);
            (_changed, _missed, _something) = ([], false, New());
            return news;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
