using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Idempotency;

/// <summary>What an <c>Idempotency-Key</c> was used for.</summary>
internal sealed class UsedKey
{
    /// <summary>Who sent it: keys of different callers have nothing to do with each other.</summary>
    public required string Caller { get; set; }

    public required string Key { get; set; }

    public required byte[] RequestHash { get; set; }

    public required string ResourceId { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}

internal static class IdempotencyModel
{
    public static void Build(ModelBuilder model) => model.Entity<UsedKey>(used =>
    {
        used.ToTable("idempotency_key");
        used.HasKey(u => new { u.Caller, u.Key });
        used.Property(u => u.Key).HasMaxLength(CreatedOnce.MaxKeyLength);
        used.HasIndex(u => u.CreatedAt);
    });
}

/// <summary>
/// Lets one of several creations with the same <c>Idempotency-Key</c> through, in the transaction of what it creates: of twins at the same moment one waits until the
/// other has committed. Keys are remembered for 30 days.
/// </summary>
internal static class CreatedOnce
{
    public const string Header = "Idempotency-Key";
    public const string HeaderText = "1 to 255 printable characters. A repetition with the same body within 30 days creates nothing and answers with what the first one created.";
    public const string ReplayedHeader = "Idempotent-Replayed";
    public const int MaxKeyLength = 255;

    private const string Claim = "insert into idempotency_key (caller, key, request_hash, resource_id, created_at) values ({0}, {1}, {2}, {3}, {4}) on conflict do nothing";

    /// <summary>Claims the request's key, if it has one, for what is about to be created.</summary>
    /// <returns>The id of what an earlier request with the same key created, or the refusal; both null where this one may go on.</returns>
    public static async Task<(string? Earlier, ProblemHttpResult? Refused)> ClaimAsync<T>(
        this BackendDb db, HttpContext http, T input, string resourceId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (http.Request.Headers[Header] is not [_, ..] given)
            return default;
        if (given is not [{ Length: > 0 and <= MaxKeyLength } key] || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return (null, Problem.InvalidRequest([new FieldError(Header, "format", $"1 to {MaxKeyLength} printable ASCII characters without spaces.")]));

        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"), .. JsonSerializer.SerializeToUtf8Bytes(input, JsonSerializerOptions.Web)]);
        var caller = http.User.Caller().Subject;
        await db.Database.ExecuteSqlAsync($"delete from idempotency_key where created_at < {now.AddDays(-30)}", cancellationToken);
        if (await db.Database.ExecuteSqlRawAsync(Claim, [caller, key, hash, resourceId, now], cancellationToken) == 1)
            return default;
        var used = await db.Set<UsedKey>().AsNoTracking().SingleOrDefaultAsync(u => u.Caller == caller && u.Key == key, cancellationToken);
        if (used is null || !used.RequestHash.AsSpan().SequenceEqual(hash))
            return (null, Problem.Conflict(ProblemCode.IdempotencyConflict, "This Idempotency-Key was used for another request."));
        http.Response.Headers[ReplayedHeader] = "true";
        return (used.ResourceId, null);
    }
}
