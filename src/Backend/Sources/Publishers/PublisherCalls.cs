using LeadPlatform.Auditing;
using LeadPlatform.Backend.Agents;
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

namespace LeadPlatform.Backend.Sources.Publishers;

/// <summary><c>GET /v1/publishers</c>, newest first.</summary>
internal static class ListPublishers
{
    public static async Task<Results<Ok<Page<PublisherView>>, ProblemHttpResult>> HandleAsync([AsParameters] Paging paging, HttpContext http, BackendDb db, CancellationToken cancellationToken)
    {
        var (before, errors) = paging.Check();
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);
        var publishers = db.Publishers.AsNoTracking().VisibleTo(http.User.Caller());
        if (before is { } id)
            publishers = publishers.Where(p => p.PublisherId < id);
        return TypedResults.Ok(await paging.ReadAsync(publishers.OrderByDescending(p => p.PublisherId), p => p.PublisherId, p => p.Show(), cancellationToken));
    }
}

/// <summary><c>GET /v1/publishers/{id}</c>.</summary>
internal static class GetPublisher
{
    public static async Task<Results<Ok<PublisherView>, ProblemHttpResult>> HandleAsync(Guid id, HttpContext http, BackendDb db, CancellationToken cancellationToken)
    {
        if (await db.Publishers.AsNoTracking().VisibleTo(http.User.Caller()).SingleOrDefaultAsync(p => p.PublisherId == id, cancellationToken) is not { } publisher)
            return Problem.NotFound("publisher");
        http.Response.Headers.ETag = publisher.ETag;
        return TypedResults.Ok(publisher.Show());
    }
}

/// <summary><c>POST /v1/publishers</c>.</summary>
internal static class CreatePublisher
{
    public static async Task<Results<Created<PublisherView>, ProblemHttpResult>> HandleAsync(
        PublisherInput input, HttpContext http, BackendDb db, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var name = Publisher.CheckName(input.Name, required: true, errors);
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var now = time.StoredNow();
        var publisher = new Publisher { PublisherId = Guid.CreateVersion7(now), Name = name!, CreatedAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (earlier, refused) = await db.ClaimAsync(http, input, publisher.PublisherId.ToString(), now, cancellationToken);
        if (refused is not null)
            return refused;
        if (earlier is not null)
        {
            http.NothingToAudit();
            publisher = await db.Publishers.AsNoTracking().SingleAsync(p => p.PublisherId == Guid.Parse(earlier), cancellationToken);
        }
        else
        {
            db.Publishers.Add(publisher);
            await audit.SaveAsync(db, http.Audit("publisher", publisher.PublisherId), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        http.Response.Headers.ETag = publisher.ETag;
        return TypedResults.Created($"/v1/publishers/{publisher.PublisherId}", publisher.Show());
    }
}

/// <summary><c>PATCH /v1/publishers/{id}</c>.</summary>
internal static class ChangePublisher
{
    public static async Task<Results<Ok<PublisherView>, ProblemHttpResult>> HandleAsync(
        Guid id, PublisherInput input, HttpContext http, BackendDb db, AuditLog audit, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var name = Publisher.CheckName(input.Name, required: true, errors);
        if (errors.Count > 0)
            return Problem.Validation(errors);
        if (!IfMatch.TryRead(http.Request, out var expected))
            return SourceProblems.WrongIfMatch();
        if (await db.Publishers.VisibleTo(http.User.Caller()).SingleOrDefaultAsync(p => p.PublisherId == id, cancellationToken) is not { } publisher)
            return Problem.NotFound("publisher");
        if (!expected.Allows(publisher.ETag))
            return SourceProblems.Changed("publisher");

        publisher.Name = name!;
        publisher.Version++;
        try
        {
            await audit.SaveAsync(db, http.Audit("publisher", id, "name"), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SourceProblems.Changed("publisher");
        }

        http.Response.Headers.ETag = publisher.ETag;
        return TypedResults.Ok(publisher.Show());
    }
}
