namespace LeadPlatform.Orchestrator.Tests.Hosting;

/// <summary>For what happens in the background: looks again until it holds, 20 s at most.</summary>
internal static class Eventually
{
    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(10, limit.Token);
    }
}
