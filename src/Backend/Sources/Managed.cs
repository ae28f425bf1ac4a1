using LeadPlatform.Auditing;
using LeadPlatform.Backend.Idempotency;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Sources;

/// <summary>What is made, listed and changed over the API in one way: publishers and sources.</summary>
internal interface IManaged
{
    Guid Id { get; }

    /// <summary>Counts the changes of what can be changed.</summary>
    int Version { get; set; }

    DateTimeOffset CreatedAt { get; }
}

internal static class ManagedExtensions
{
    public static string ETag(this IManaged managed) => $"\"{managed.Version}\"";
}

/// <summary>Making and changing them. Each is one transaction with its entry in the audit log.</summary>
internal sealed record ManagedCalls(HttpContext Http, BackendDb Db, AuditLog Audit)
{
    /// <summary>Makes it; where the request's <c>Idempotency-Key</c> made one before, that one is answered.</summary>
    /// <param name="kind">In the audit log.</param>
    public async Task<(T? Made, ProblemHttpResult? Refused)> CreateAsync<T, TInput>(T made, TInput input, string kind, string? detail, CancellationToken cancellationToken) where T : class, IManaged
    {
        await using var transaction = await Db.Database.BeginTransactionAsync(cancellationToken);
        var (earlier, refused) = await Db.ClaimAsync(Http, input, made.Id.ToString(), made.CreatedAt, cancellationToken);
        if (refused is not null)
            return (null, refused);
        if (earlier is not null)
        {
            Http.NothingToAudit();
            made = await Db.FindAsync<T>([Guid.Parse(earlier)], cancellationToken) ?? throw new InvalidOperationException($"The {kind} that an Idempotency-Key names is gone.");
        }
        else
        {
            Db.Add(made);
            await Audit.SaveAsync(Db, Http.Audit(kind, made.Id, detail), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        Http.Response.Headers.ETag = made.ETag();
        return (made, null);
    }

    /// <summary>Changes it where the request's <c>If-Match</c> allows that and nobody changes it meanwhile.</summary>
    /// <returns>The refusal, or null.</returns>
    public async Task<ProblemHttpResult?> ChangeAsync<T>(T present, Action<T> change, string kind, string detail, CancellationToken cancellationToken) where T : class, IManaged
    {
        if (!IfMatch.TryRead(Http.Request, out var expected))
            return IfMatch.Unreadable();
        if (!expected.Allows(present.ETag()))
            return IfMatch.Changed(kind);
        change(present);
        present.Version++;
        try
        {
            await Audit.SaveAsync(Db, Http.Audit(kind, present.Id, detail), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return IfMatch.Changed(kind);
        }

        Http.Response.Headers.ETag = present.ETag();
        return null;
    }
}
