namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>Whether the index of this instance has everything there was at its start.</summary>
internal sealed class IndexState
{
    private volatile bool _ready;

    public bool IsReady => _ready;

    public void Ready() => _ready = true;
}
