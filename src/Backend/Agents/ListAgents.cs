using System.Buffers.Text;
using System.ComponentModel;
using System.Security.Claims;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Agents;

/// <summary><c>GET /v1/agents</c>: newest first; an agent sees only themselves.</summary>
internal static class ListAgents
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static async Task<Results<Ok<Page<AgentView>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] AgentFilter filter, ClaimsPrincipal user, BackendDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var (before, errors) = Check(filter);
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var limit = filter.Limit ?? DefaultLimit;
        var found = await Select(db, filter, user.Caller(), before, time.GetUtcNow())
            .OrderByDescending(a => a.AgentId).Take(limit + 1)
            .Include(a => a.Licences).Include(a => a.WorkingHours).AsSplitQuery().AsNoTracking()
            .ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? Base64Url.EncodeToString(page[^1].AgentId.ToByteArray()) : null;
        return TypedResults.Ok(new Page<AgentView>(await db.ShowAsync(page, time.GetUtcNow(), cancellationToken), next));
    }

    private static IQueryable<Agent> Select(BackendDb db, AgentFilter filter, Caller caller, Guid? before, DateTimeOffset now)
    {
        var agents = db.Agents.AsQueryable();
        if (caller.Role == Roles.Agent)
            agents = agents.Where(a => a.AgentId == caller.AgentId);
        if (before is { } id)
            agents = agents.Where(a => a.AgentId < id);
        if (filter.Available is { } available)
            agents = agents.Where(a => a.Available == available);
        if (filter.State is null && filter.Line is null)
            return agents;

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var state = filter.State?.ToUpperInvariant();
        return agents.Where(a => a.Licences.Any(l =>
            (state == null || l.State == state) && (filter.Line == null || l.Line == filter.Line) && l.ExpiresOn >= today));
    }

    private static (Guid? Before, List<FieldError> Errors) Check(AgentFilter filter)
    {
        var errors = new List<FieldError>();
        if (filter.Limit is < 1 or > MaxLimit)
            errors.Add(new FieldError("limit", "range", $"1 to {MaxLimit}."));
        if (filter.State is not null && !UsState.IsKnown(filter.State.ToUpperInvariant()))
            errors.Add(new FieldError("state", "unknown", "A two-letter code of a US state, DC or a territory."));
        if (filter.Line is not null && !Line.IsKnown(filter.Line))
            errors.Add(new FieldError("line", "unknown", $"One of {string.Join(", ", Line.All)}."));
        Guid? before = null;
        Span<byte> cursor = stackalloc byte[24];
        if (filter.Cursor is not null)
        {
            if (filter.Cursor.Length == 22 && Base64Url.IsValid(filter.Cursor) && Base64Url.TryDecodeFromChars(filter.Cursor, cursor, out var length) && length == 16)
                before = new Guid(cursor[..16]);
            else
                errors.Add(new FieldError("cursor", "format", "Pass nextCursor of the page before, unchanged."));
        }

        return (before, errors);
    }
}

/// <summary>What <c>GET /v1/agents</c> lists.</summary>
internal readonly record struct AgentFilter(
    [property: FromQuery(Name = "state"), Description("Licensed in this state, by its two-letter code.")] string? State,
    [property: FromQuery(Name = "line"), Description("Licensed for this line.")] string? Line,
    [property: FromQuery(Name = "available"), Description("Whether they are set to take leads.")] bool? Available,
    [property: FromQuery(Name = "limit"), Description("Agents a page, 1 to 200; default 50.")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("nextCursor of the page before.")] string? Cursor);
