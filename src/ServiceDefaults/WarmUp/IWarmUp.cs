namespace LeadPlatform.ServiceDefaults.WarmUp;

/// <summary>
/// Does once, before the service says it is healthy, what its first request would otherwise wait for: a connection, a table to be loaded, code to be compiled.
/// Must leave no trace in the data.
/// </summary>
public interface IWarmUp
{
    Task WarmUpAsync(CancellationToken cancellationToken);
}
