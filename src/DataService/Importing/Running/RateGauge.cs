namespace LeadPlatform.DataService.Importing.Running;

/// <summary>Rows a second over the last few seconds.</summary>
internal sealed class RateGauge(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly Queue<(long At, int Rows)> _recent = new();
    private readonly long _started = time.GetTimestamp();
    private long _rows;

    /// <summary>Counts rows and returns the rate.</summary>
    public double Add(int rows)
    {
        var now = time.GetTimestamp();
        _recent.Enqueue((now, rows));
        _rows += rows;
        while (_recent.Count > 1 && time.GetElapsedTime(_recent.Peek().At, now) > Window)
            _rows -= _recent.Dequeue().Rows;
        var span = time.GetElapsedTime(_recent.Count > 1 && _recent.Peek().At > _started ? _recent.Peek().At : _started, now).TotalSeconds;
        return span < 0.05 ? 0 : Math.Round(_rows / span, 1);
    }
}
