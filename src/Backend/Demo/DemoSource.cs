using LeadPlatform.Backend.Sources;
using LeadPlatform.Backend.Sources.Keys;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;

namespace LeadPlatform.Backend.Demo;

internal sealed class DemoSource(BackendDb db, TimeProvider time) : ISeed
{
    private const int RequestsPerSecond = 50_000;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await db.Sources.FindAsync([DemoIds.Source], cancellationToken) is not null)
            return;

        var now = time.GetUtcNow();
        db.Publishers.Add(new Publisher { PublisherId = DemoIds.Publisher, Name = "Demo publisher", CreatedAt = now });
        db.Sources.Add(new Source
        {
            SourceId = DemoIds.Source,
            PublisherId = DemoIds.Publisher,
            Name = "Demo source",
            RequestsPerSecond = RequestsPerSecond,
            Burst = RequestsPerSecond,
            CreatedAt = now,
        });
        db.ApiKeys.Add(ApiKey.Of(DemoIds.SourceKey, DemoIds.Source, [Scopes.LeadsWrite, Scopes.LeadsRead, Scopes.Imports], now));
        await db.SaveChangesAsync(cancellationToken);
    }
}
