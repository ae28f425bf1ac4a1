namespace LeadPlatform.TestHost;

/// <summary>For what happens in the background and tells nobody: looks again until it holds, 20 s at most.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    /// <exception cref="OperationCanceledException">It does not hold after 20 s.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
            await Task.Delay(10, limit.Token);
    }
}
