using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Sources.Publishers;

/// <summary><c>GET /v1/publishers</c>, newest first.</summary>
internal static class ListPublishers
{
    public static Task<Results<Ok<Page<PublisherView>>, ProblemHttpResult>> HandleAsync([AsParameters] Paging paging, HttpContext http, BackendDb db, CancellationToken cancellationToken) =>
        paging.AnswerAsync(db.Publishers.VisibleTo(http.User.Caller()), p => p.PublisherId, p => p.Show(), cancellationToken);
}

/// <summary><c>GET /v1/publishers/{id}</c>.</summary>
internal static class GetPublisher
{
    public static async Task<Results<Ok<PublisherView>, ProblemHttpResult>> HandleAsync(Guid id, HttpContext http, BackendDb db, CancellationToken cancellationToken)
    {
        if (await db.Publishers.AsNoTracking().VisibleTo(http.User.Caller()).SingleOrDefaultAsync(p => p.PublisherId == id, cancellationToken) is not { } publisher)
            return Problem.NotFound("publisher");
        http.Response.Headers.ETag = publisher.ETag();
        return TypedResults.Ok(publisher.Show());
    }
}

/// <summary><c>POST /v1/publishers</c>.</summary>
internal static class CreatePublisher
{
    public static async Task<Results<Created<PublisherView>, ProblemHttpResult>> HandleAsync(
        PublisherInput input, [AsParameters] ManagedCalls calls, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var name = Publisher.CheckName(input.Name, required: true, errors);
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var now = time.StoredNow();
        var publisher = new Publisher { PublisherId = Guid.CreateVersion7(now), Name = name!, CreatedAt = now };
        var (made, refused) = await calls.CreateAsync(publisher, input, "publisher", null, cancellationToken);
        if (made is null)
            return refused!;
        return TypedResults.Created($"/v1/publishers/{made.PublisherId}", made.Show());
    }
}

/// <summary><c>PATCH /v1/publishers/{id}</c>.</summary>
internal static class ChangePublisher
{
    public static async Task<Results<Ok<PublisherView>, ProblemHttpResult>> HandleAsync(Guid id, PublisherInput input, [AsParameters] ManagedCalls calls, CancellationToken cancellationToken)
    {
        if (await calls.Db.Publishers.VisibleTo(calls.Http.User.Caller()).SingleOrDefaultAsync(p => p.PublisherId == id, cancellationToken) is not { } publisher)
            return Problem.NotFound("publisher");
        var errors = new List<FieldError>();
        var name = Publisher.CheckName(input.Name, required: true, errors);
        if (errors.Count > 0)
            return Problem.Validation(errors);
        if (await calls.ChangeAsync(publisher, one => one.Name = name!, "publisher", "name", cancellationToken) is { } refused)
            return refused;
        return TypedResults.Ok(publisher.Show());
    }
}
