namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>Tries a statement again that failed for what passes by itself: a deadlock, a full server, a lost connection.</summary>
internal sealed class CypherRetries(TimeProvider time)
{
    private const int Attempts = 4;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var count = 1; ; count++)
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (GraphException exception) when (exception.IsTransient && count < Attempts)
            {
                await Task.Delay(Pause(count, exception.RetryAfter), time, cancellationToken);
            }
        }
    }

    /// <summary>Doubles, a half of it by chance, so that two that met don't meet again; or what the server asks for, within bounds.</summary>
    private static TimeSpan Pause(int count, TimeSpan? asked)
    {
        var own = First * Math.Pow(2, count) * (0.5 + (Random.Shared.NextDouble() / 2));
        return asked is { } wait ? (wait < Longest ? wait : Longest) : own;
    }
}
