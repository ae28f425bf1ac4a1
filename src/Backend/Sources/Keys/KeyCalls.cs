using LeadPlatform.Auditing;
using LeadPlatform.Backend.Idempotency;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Sources.Keys;

/// <summary>What the calls about keys need.</summary>
internal sealed record KeyServices(BackendDb Db, AuditLog Audit, IOptions<KeyOptions> Options, TimeProvider Time)
{
    public Task<bool> HasSourceAsync(Guid sourceId, HttpContext http, CancellationToken cancellationToken) =>
        Db.Sources.VisibleTo(http.User.Caller()).AnyAsync(source => source.SourceId == sourceId, cancellationToken);

    public Task<ApiKey?> FindAsync(Guid sourceId, string keyId, HttpContext http, CancellationToken cancellationToken) =>
        Db.ApiKeys.Where(key => key.KeyId == keyId && key.SourceId == sourceId)
            .Where(key => Db.Sources.VisibleTo(http.User.Caller()).Any(source => source.SourceId == key.SourceId))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>The source's row stays locked, so that the count holds until the commit.</summary>
    public async Task<bool> HasRoomAsync(Guid sourceId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Db.Database.ExecuteSqlAsync($"select 1 from source where source_id = {sourceId} for update", cancellationToken);
        return await Db.ApiKeys.CountAsync(key => key.SourceId == sourceId && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now), cancellationToken)
            < Options.Value.MaxPerSource;
    }

    public ProblemHttpResult TooMany() => Problem.Conflict("too_many_keys", $"A source has at most {Options.Value.MaxPerSource} keys that are good; revoke one first.");
}

/// <summary><c>GET /v1/sources/{id}/keys</c>: all of them, newest first, also those that are over.</summary>
internal static class ListKeys
{
    private const int Most = 200;

    public static async Task<Results<Ok<Page<KeyView>>, ProblemHttpResult>> HandleAsync(Guid id, HttpContext http, [AsParameters] KeyServices services, CancellationToken cancellationToken)
    {
        if (!await services.HasSourceAsync(id, http, cancellationToken))
            return Problem.NotFound("source");
        var keys = await services.Db.ApiKeys.AsNoTracking().Where(key => key.SourceId == id).OrderByDescending(key => key.CreatedAt).ThenBy(key => key.KeyId).Take(Most).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<KeyView>(keys.ConvertAll(key => key.Show()), null));
    }
}

/// <summary><c>POST /v1/sources/{id}/keys</c>.</summary>
internal static class CreateKey
{
    public static async Task<Results<Created<NewKeyView>, ProblemHttpResult>> HandleAsync(
        Guid id, KeyInput input, HttpContext http, [AsParameters] KeyServices services, CancellationToken cancellationToken)
    {
        var now = services.Time.StoredNow();
        if (!await services.HasSourceAsync(id, http, cancellationToken))
            return Problem.NotFound("source");
        if (KeyRules.Check(input, now) is { Count: > 0 } errors)
            return Problem.Validation(errors);

        var (secret, key) = ApiKey.Create(id, [.. input.Scopes!.Distinct()!], now);
        KeyRules.Apply(input, key);
        await using var transaction = await services.Db.Database.BeginTransactionAsync(cancellationToken);
        var (earlier, refused) = await services.Db.ClaimAsync(http, input, key.KeyId, now, cancellationToken);
        if (refused is not null)
            return refused;
        if (earlier is not null)
        {
            http.NothingToAudit();
            key = await services.Db.ApiKeys.AsNoTracking().SingleAsync(k => k.KeyId == earlier, cancellationToken);
            return NewKey.Answer(key, null);
        }

        if (!await services.HasRoomAsync(id, now, cancellationToken))
            return services.TooMany();
        services.Db.ApiKeys.Add(key);
        await services.Audit.SaveAsync(services.Db, http.Audit("key", key.KeyId, $"of source {id}, {string.Join(' ', key.Scopes)}"), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return NewKey.Answer(key, secret);
    }
}

/// <summary><c>POST /v1/sources/{id}/keys/{keyId}/rotate</c>: another key for the same, and an end for the old one.</summary>
internal static class RotateKey
{
    private const int MaxOverlapSeconds = 30 * 24 * 60 * 60;

    public static async Task<Results<Created<NewKeyView>, ProblemHttpResult>> HandleAsync(
        Guid id, string keyId, KeyRotation? input, HttpContext http, [AsParameters] KeyServices services, CancellationToken cancellationToken)
    {
        var now = services.Time.StoredNow();
        if (input?.OverlapSeconds is < 0 or > MaxOverlapSeconds)
            return Problem.Validation([new FieldError("overlapSeconds", "range", $"0 to {MaxOverlapSeconds}.")]);
        await using var transaction = await services.Db.Database.BeginTransactionAsync(cancellationToken);
        if (await services.FindAsync(id, keyId, http, cancellationToken) is not { } old)
            return Problem.NotFound("key");

        var (secret, key) = ApiKey.Create(id, old.Scopes, now);
        (key.Name, key.Networks) = (old.Name, old.Networks);
        var (earlier, refused) = await services.Db.ClaimAsync(http, input ?? new KeyRotation(), key.KeyId, now, cancellationToken);
        if (refused is not null)
            return refused;
        if (earlier is not null)
        {
            http.NothingToAudit();
            return NewKey.Answer(await services.Db.ApiKeys.AsNoTracking().SingleAsync(k => k.KeyId == earlier, cancellationToken), null);
        }

        if (old.RevokedAt is not null || old.ExpiresAt <= now)
            return Problem.Conflict("key_over", "The key is revoked or has expired; make a new one.");
        if (!await services.HasRoomAsync(id, now, cancellationToken))
            return services.TooMany();
        var end = now + (input?.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : services.Options.Value.RotationOverlap);
        old.ExpiresAt = old.ExpiresAt < end ? old.ExpiresAt : end;
        services.Db.ApiKeys.Add(key);
        await services.Audit.SaveAsync(services.Db, http.Audit("key", keyId, $"of source {id}, by {key.KeyId}"), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return NewKey.Answer(key, secret);
    }
}

/// <summary><c>DELETE /v1/sources/{id}/keys/{keyId}</c>: it opens nothing more, at every gateway within 5 s.</summary>
internal static class RevokeKey
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, string keyId, HttpContext http, [AsParameters] KeyServices services, CancellationToken cancellationToken)
    {
        if (await services.FindAsync(id, keyId, http, cancellationToken) is not { } key)
            return Problem.NotFound("key");
        if (key.RevokedAt is not null)
        {
            http.NothingToAudit();
            return TypedResults.NoContent();
        }

        key.RevokedAt = services.Time.StoredNow();
        await services.Audit.SaveAsync(services.Db, http.Audit("key", keyId, $"of source {id}"), cancellationToken);
        return TypedResults.NoContent();
    }
}

internal static class NewKey
{
    public static Created<NewKeyView> Answer(ApiKey key, string? secret) => TypedResults.Created($"/v1/sources/{key.SourceId}/keys/{key.KeyId}", new NewKeyView(key.Show(), secret));
}
