namespace LeadPlatform.TestHost;

/// <summary>For what happens in the background and tells nobody: looks again until it holds, 60 s at most where nothing else is said.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    /// <param name="condition">Looked at every 10 ms.</param>
    /// <param name="within">How long it may take, where that is what is tested. Default: a minute.</param>
    /// <exception cref="OperationCanceledException">It does not hold after that time.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? Limit);
        while (!await condition())
            await Task.Delay(10, limit.Token);
    }
}
