namespace LeadPlatform.Backend.Storage;

/// <summary>Rows that must exist before the service starts. Runs at every <c>migrate</c>, under its lock, and leaves alone what is there.</summary>
internal interface ISeed
{
    Task SeedAsync(CancellationToken cancellationToken);
}
