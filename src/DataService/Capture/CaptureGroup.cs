namespace LeadPlatform.DataService.Capture;

/// <summary>Leads that arrived together, one or as many as a gateway handed on at once: they are written together and answered together.</summary>
internal sealed class CaptureGroup(List<CapturedLead> leads)
{
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<CapturedLead> Leads { get; } = leads;

    /// <summary>Completes with the commit, when every lead has its result; fails where none is known to be stored.</summary>
    public Task Committed => _committed.Task;

    public void SetCommitted() => _committed.TrySetResult();

    public void SetFailed(Exception exception) => _committed.TrySetException(exception);
}
