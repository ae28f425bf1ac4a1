namespace LeadPlatform.Orchestrator.Providers.Spending;

/// <summary>The minute and the day (UTC) that a call counts for.</summary>
/// <param name="Minute">Minutes since 1970.</param>
/// <param name="Day">Days since 1970.</param>
internal readonly record struct SpendingWindow(long Minute, long Day)
{
    public static SpendingWindow At(DateTimeOffset now) => new(now.ToUnixTimeSeconds() / 60, now.ToUnixTimeSeconds() / 86_400);
}
