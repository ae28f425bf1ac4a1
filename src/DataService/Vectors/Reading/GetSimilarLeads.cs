using System.ComponentModel;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.DataService.Vectors.Keeping;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Reading;

/// <summary><c>GET /v1/leads/{id}/similar</c>.</summary>
internal static class GetSimilarLeads
{
    internal sealed record Query(
        [property: FromQuery, Description("One or more lines of business, separated by commas; default all.")] string? Line,
        [property: FromQuery, Description("One or more two-letter states, separated by commas; default all.")] string? State,
        [property: FromQuery, Description("Received at or after, ISO 8601; without an offset in UTC.")] string? From,
        [property: FromQuery, Description("Received before, ISO 8601; without an offset in UTC.")] string? To,
        [property: FromQuery, Description("Leads, 1 to 50; default 10.")] string? Limit);

    internal sealed record Services(LeadsContext Database, VectorStore Vectors, LeadContents Contents, LeadSimilarity Similarity, FilterReader Filters, IOptions<VectorOptions> Options);

    public static async Task<Results<Ok<SimilarLeads>, ProblemHttpResult>> HandleAsync(
        Guid id, [AsParameters] Query query, [AsParameters] Services services, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var filter = services.Filters.Filter(
            "line", FilterReader.Split(query.Line), "state", FilterReader.Split(query.State),
            FilterReader.Time("from", query.From, errors), FilterReader.Time("to", query.To, errors), errors);
        var limit = FilterReader.Limit(query.Limit, errors);
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var visibility = LeadVisibility.Of(context.User.Caller());
        if (!await services.Database.Leads.VisibleTo(visibility).AnyAsync(lead => lead.LeadId == id, cancellationToken))
            return Problem.NotFound("lead");
        var vector = await services.Vectors.FindAsync(id, cancellationToken);
        // One that came a moment ago, or is a duplicate, which has none.
        if (vector is null && services.Options.Value.IsLocalModel && await services.Contents.EmbedAsync([id], cancellationToken) is [var (_, made)])
            vector = made;
        return vector is null
            ? TypedResults.Ok(new SimilarLeads(services.Options.Value.Model, []))
            : TypedResults.Ok(await services.Similarity.FindAsync(vector, filter, visibility, limit, except: id, cancellationToken));
    }
}
