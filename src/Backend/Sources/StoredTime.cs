namespace LeadPlatform.Backend.Sources;

internal static class StoredTime
{
    /// <summary>Now, as precisely as the database keeps it: what a creation answers is what a read answers later.</summary>
    public static DateTimeOffset StoredNow(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
