using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Sources.Keys;

/// <summary><c>POST /internal/keys/resolve</c>: what an API key stands for, for the gateway.</summary>
internal static partial class ResolveKey
{
    private const int MaxKeyLength = 256;

    public static async Task<Results<Ok<ResolvedKey>, ProblemHttpResult>> HandleAsync(
        ResolveKeyRequest request, BackendDb db, SourceTokens tokens, KeyUses uses, IOptions<SourceOptions> options, TimeProvider time, ILogger<ApiKey> logger, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await FindAsync(request.Key, db, now, cancellationToken) is not var (key, source))
        {
            SourceInstruments.Resolutions.Add(1, new KeyValuePair<string, object?>("result", "unknown"));
            return Problem.NotFound("API key");
        }

        uses.Note(key.KeyId, now);
        SourceInstruments.Resolutions.Add(1, new KeyValuePair<string, object?>("result", "found"));
        Log.Resolved(logger, source.SourceId);
        var scopes = key.Scopes.Intersect(Identity.GrantedScopes.Of(Roles.Source)).ToArray();
        var (token, expiresAt) = tokens.Mint(source, scopes, notAfter: key.ExpiresAt);
        var rate = options.Value.RateOf(source);
        return TypedResults.Ok(new ResolvedKey(source.SourceId, source.PublisherId, source.Name, scopes, token, expiresAt, rate.RequestsPerSecond, rate.Burst, key.Networks));
    }

    private static async Task<(ApiKey Key, Source Source)?> FindAsync(string key, BackendDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > MaxKeyLength)
            return null;
        var keyId = ApiKey.IdOf(key);
        var row = await (
            from apiKey in db.ApiKeys.AsNoTracking()
            join source in db.Sources.AsNoTracking() on apiKey.SourceId equals source.SourceId
            where apiKey.KeyId == keyId
            select new { apiKey, source }).SingleOrDefaultAsync(cancellationToken);
        return row is not null && row.apiKey.Opens(key, now) && !row.source.Disabled ? (row.apiKey, row.source) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2200, Level = LogLevel.Debug, Message = "Resolved a key of source {SourceId}")]
        public static partial void Resolved(ILogger logger, Guid sourceId);
    }
}
