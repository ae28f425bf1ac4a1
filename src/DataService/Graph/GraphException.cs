namespace LeadPlatform.DataService.Graph;

/// <summary>A graph store refused or broke off. The message has the store's code and no data.</summary>
/// <param name="isTransient">The same may succeed when it is tried again.</param>
/// <param name="retryAfter">When the store asks to be tried again.</param>
public sealed class GraphException(string message, bool isTransient, Exception? inner = null, TimeSpan? retryAfter = null) : Exception(message, inner)
{
    public bool IsTransient { get; } = isTransient;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
