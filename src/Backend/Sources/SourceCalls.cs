using System.ComponentModel;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Sources;

/// <summary><c>GET /v1/sources</c>, newest first.</summary>
internal static class ListSources
{
    public static Task<Results<Ok<Page<SourceView>>, ProblemHttpResult>> HandleAsync(
        [Description("Those of this publisher.")] Guid? publisherId, [AsParameters] Paging paging, HttpContext http, BackendDb db, IOptions<SourceOptions> options, CancellationToken cancellationToken)
    {
        var sources = db.Sources.VisibleTo(http.User.Caller());
        if (publisherId is { } publisher)
            sources = sources.Where(s => s.PublisherId == publisher);
        return paging.AnswerAsync(sources, s => s.SourceId, s => s.Show(options.Value), cancellationToken);
    }
}

/// <summary><c>GET /v1/sources/{id}</c>.</summary>
internal static class GetSource
{
    public static async Task<Results<Ok<SourceView>, ProblemHttpResult>> HandleAsync(Guid id, HttpContext http, BackendDb db, IOptions<SourceOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Sources.AsNoTracking().VisibleTo(http.User.Caller()).SingleOrDefaultAsync(s => s.SourceId == id, cancellationToken) is not { } source)
            return Problem.NotFound("source");
        http.Response.Headers.ETag = source.ETag();
        return TypedResults.Ok(source.Show(options.Value));
    }
}

/// <summary><c>POST /v1/sources</c>.</summary>
internal static class CreateSource
{
    public static async Task<Results<Created<SourceView>, ProblemHttpResult>> HandleAsync(
        SourceInput input, [AsParameters] ManagedCalls calls, IOptions<SourceOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = calls.Http.User.Caller();
        var errors = SourceRules.Check(input, calls.Http.User, options.Value, out var name);
        if (name is null && errors.Count == 0)
            errors.Add(new FieldError("name", "required", "Required."));
        var publisherId = input.PublisherId ?? (caller.IsOfPublisher() ? caller.PublisherId : null);
        if (publisherId is null)
            errors.Add(new FieldError("publisherId", "required", "Required."));
        if (errors.Count > 0)
            return Problem.Validation(errors);
        if (!await calls.Db.Publishers.VisibleTo(caller).AnyAsync(p => p.PublisherId == publisherId, cancellationToken))
            return Problem.Validation([new FieldError("publisherId", "unknown", "There is no such publisher.")]);

        var now = time.StoredNow();
        var source = new Source { SourceId = Guid.CreateVersion7(now), PublisherId = publisherId!.Value, Name = name!, CreatedAt = now };
        SourceRules.Apply(input, name, options.Value, source);
        var (made, refused) = await calls.CreateAsync(source, input, "source", $"of publisher {source.PublisherId}", cancellationToken);
        if (made is null)
            return refused!;
        return TypedResults.Created($"/v1/sources/{made.SourceId}", made.Show(options.Value));
    }
}

/// <summary><c>PATCH /v1/sources/{id}</c>.</summary>
internal static class ChangeSource
{
    public static async Task<Results<Ok<SourceView>, ProblemHttpResult>> HandleAsync(
        Guid id, SourceInput input, [AsParameters] ManagedCalls calls, IOptions<SourceOptions> options, CancellationToken cancellationToken)
    {
        if (await calls.Db.Sources.VisibleTo(calls.Http.User.Caller()).SingleOrDefaultAsync(s => s.SourceId == id, cancellationToken) is not { } source)
            return Problem.NotFound("source");
        var errors = SourceRules.Check(input, calls.Http.User, options.Value, out var name);
        if (input.PublisherId is not null && input.PublisherId != source.PublisherId)
            errors.Add(new FieldError("publisherId", "not_allowed", "Can't be changed."));
        if (errors.Count > 0)
            return Problem.Validation(errors);
        if (await calls.ChangeAsync(source, one => SourceRules.Apply(input, name, options.Value, one), "source", SourceRules.Given(input), cancellationToken) is { } refused)
            return refused;
        return TypedResults.Ok(source.Show(options.Value));
    }
}

/// <summary><c>GET /internal/origins</c>: whose pages may call the API, for the gateway, which is asked by browsers before they send a credential.</summary>
internal static class ListOrigins
{
    public static async Task<Ok<SourceOrigins>> HandleAsync(BackendDb db, CancellationToken cancellationToken) => TypedResults.Ok(new SourceOrigins(
        await db.Sources.Where(s => !s.Disabled && s.Origins.Length > 0).Select(s => new OriginsOfSource(s.SourceId, s.Origins)).ToListAsync(cancellationToken)));
}
