using System.ComponentModel;
using LeadPlatform.Auditing;
using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Idempotency;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Sources;

/// <summary><c>GET /v1/sources</c>, newest first.</summary>
internal static class ListSources
{
    public static async Task<Results<Ok<Page<SourceView>>, ProblemHttpResult>> HandleAsync(
        [Description("Those of this publisher.")] Guid? publisherId, [AsParameters] Paging paging, HttpContext http, BackendDb db, CancellationToken cancellationToken)
    {
        var (before, errors) = paging.Check();
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);
        var sources = db.Sources.AsNoTracking().VisibleTo(http.User.Caller());
        if (before is { } id)
            sources = sources.Where(s => s.SourceId < id);
        if (publisherId is { } publisher)
            sources = sources.Where(s => s.PublisherId == publisher);
        return TypedResults.Ok(await paging.ReadAsync(sources.OrderByDescending(s => s.SourceId), s => s.SourceId, s => s.Show(), cancellationToken));
    }
}

/// <summary><c>GET /v1/sources/{id}</c>.</summary>
internal static class GetSource
{
    public static async Task<Results<Ok<SourceView>, ProblemHttpResult>> HandleAsync(Guid id, HttpContext http, BackendDb db, CancellationToken cancellationToken)
    {
        if (await db.Sources.AsNoTracking().VisibleTo(http.User.Caller()).SingleOrDefaultAsync(s => s.SourceId == id, cancellationToken) is not { } source)
            return Problem.NotFound("source");
        http.Response.Headers.ETag = source.ETag;
        return TypedResults.Ok(source.Show());
    }
}

/// <summary><c>POST /v1/sources</c>.</summary>
internal static class CreateSource
{
    public static async Task<Results<Created<SourceView>, ProblemHttpResult>> HandleAsync(
        SourceInput input, HttpContext http, BackendDb db, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = SourceRules.Check(input, http.User, out var name);
        if (name is null && errors.Count == 0)
            errors.Add(new FieldError("name", "required", "Required."));
        var publisherId = input.PublisherId ?? (http.User.Caller().IsOfPublisher() ? http.User.Caller().PublisherId : null);
        if (publisherId is null)
            errors.Add(new FieldError("publisherId", "required", "Required."));
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var now = time.StoredNow();
        var source = new Source { SourceId = Guid.CreateVersion7(now), PublisherId = publisherId!.Value, Name = name!, CreatedAt = now };
        SourceRules.Apply(input, name, source);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.Publishers.VisibleTo(http.User.Caller()).AnyAsync(p => p.PublisherId == source.PublisherId, cancellationToken))
            return Problem.Validation([new FieldError("publisherId", "unknown", "There is no such publisher.")]);
        var (earlier, refused) = await db.ClaimAsync(http, input, source.SourceId.ToString(), now, cancellationToken);
        if (refused is not null)
            return refused;
        if (earlier is not null)
        {
            http.NothingToAudit();
            source = await db.Sources.AsNoTracking().SingleAsync(s => s.SourceId == Guid.Parse(earlier), cancellationToken);
        }
        else
        {
            db.Sources.Add(source);
            await audit.SaveAsync(db, http.Audit("source", source.SourceId, $"of publisher {source.PublisherId}"), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        http.Response.Headers.ETag = source.ETag;
        return TypedResults.Created($"/v1/sources/{source.SourceId}", source.Show());
    }
}

/// <summary><c>PATCH /v1/sources/{id}</c>.</summary>
internal static class ChangeSource
{
    public static async Task<Results<Ok<SourceView>, ProblemHttpResult>> HandleAsync(
        Guid id, SourceInput input, HttpContext http, BackendDb db, AuditLog audit, CancellationToken cancellationToken)
    {
        if (await db.Sources.VisibleTo(http.User.Caller()).SingleOrDefaultAsync(s => s.SourceId == id, cancellationToken) is not { } source)
            return Problem.NotFound("source");
        var errors = SourceRules.Check(input, http.User, out var name);
        if (input.PublisherId is not null && input.PublisherId != source.PublisherId)
            errors.Add(new FieldError("publisherId", "not_allowed", "Can't be changed."));
        if (errors.Count > 0)
            return Problem.Validation(errors);
        if (!IfMatch.TryRead(http.Request, out var expected))
            return SourceProblems.WrongIfMatch();
        if (!expected.Allows(source.ETag))
            return SourceProblems.Changed("source");

        SourceRules.Apply(input, name, source);
        source.Version++;
        try
        {
            await audit.SaveAsync(db, http.Audit("source", id, SourceRules.Given(input)), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SourceProblems.Changed("source");
        }

        http.Response.Headers.ETag = source.ETag;
        return TypedResults.Ok(source.Show());
    }
}
