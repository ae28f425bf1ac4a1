namespace LeadPlatform.TestHost;

/// <summary>A service that must refuse to start.</summary>
public static class RefusedStart
{
    private const int Attempts = 20;

    /// <returns>The reason, as the log would tell it.</returns>
    /// <remarks>
    /// The factory that hosts services in tests may ask a host for its address after its start has failed and ended it; which of the two comes first is chance,
    /// and only one of them tells the reason.
    /// </remarks>
    /// <exception cref="InvalidOperationException">It started.</exception>
    public static async Task<string> ReasonAsync(Func<Task> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await start();
            }
            catch (ObjectDisposedException) when (attempt < Attempts)
            {
                continue;
            }
            catch (Exception refusal)
            {
                return refusal.ToString();
            }

            throw new InvalidOperationException("It started with what it must refuse.");
        }
    }
}
