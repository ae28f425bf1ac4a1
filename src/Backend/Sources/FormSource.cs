using System.ComponentModel.DataAnnotations;
using LeadPlatform.Backend.Sources.Keys;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Sources;

/// <summary>The platform's own public form, which is a source like any other.</summary>
internal sealed class FormSourceOptions
{
    public const string Section = "Forms";

    /// <summary>The API key the form posts with, at least 24 characters; without it there is no such source.</summary>
    [MinLength(24, ErrorMessage = "Forms:SourceKey must have 24 characters or more.")]
    public string? SourceKey { get; set; }

    /// <summary>Leads a second from all forms together. Default 500.</summary>
    [Range(1, 100_000, ErrorMessage = "Forms:RequestsPerSecond must be from 1 to 100000.")]
    public int RequestsPerSecond { get; set; } = 500;
}

/// <summary>Lets in the key that configuration names, and no former one.</summary>
internal sealed class FormSourceSeed(BackendDb db, IOptions<FormSourceOptions> options, TimeProvider time) : ISeed
{
    private static readonly Guid PublisherId = new("0193b3f0-0000-7000-8000-0000000000f0");
    private static readonly Guid SourceId = new("0193b3f0-0000-7000-8000-0000000000f1");

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.SourceKey is not { } key)
            return;

        var now = time.GetUtcNow();
        var source = await db.Sources.FindAsync([SourceId], cancellationToken);
        if (source is null)
        {
            db.Publishers.Add(new Publisher { PublisherId = PublisherId, Name = "LeadPlatform", CreatedAt = now });
            source = new Source { SourceId = SourceId, PublisherId = PublisherId, Name = "Public form", CreatedAt = now };
            db.Sources.Add(source);
        }

        source.RequestsPerSecond = options.Value.RequestsPerSecond;
        source.Burst = options.Value.RequestsPerSecond * 2;
        await PutKeyAsync(ApiKey.Of(key, SourceId, [Scopes.LeadsWrite], now), now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task PutKeyAsync(ApiKey wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var present = await db.ApiKeys.Where(k => k.SourceId == SourceId).ToListAsync(cancellationToken);
        foreach (var other in present.Where(k => !k.Hash.AsSpan().SequenceEqual(wanted.Hash)))
            other.RevokedAt ??= now;
        if (present.Find(k => k.Hash.AsSpan().SequenceEqual(wanted.Hash)) is { } same)
            same.RevokedAt = null;
        else
            db.ApiKeys.Add(wanted);
    }
}
