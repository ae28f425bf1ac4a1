using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>The leads of the stand-in: strict about what it takes, so that a test sees what the Frontend really sent.</summary>
public sealed class StandInLeads
{
    public const string SourceKey = "form-source-key";

    private static readonly string[] Members = ["line", "contact", "consent", "subId", "details", "notes"];
    private readonly ConcurrentDictionary<Guid, LeadView> _leads = new();
    private readonly ConcurrentDictionary<Guid, List<TimelineItem>> _timelines = new();
    private readonly ConcurrentDictionary<string, (string Body, Guid LeadId)> _keys = new();
    private readonly ConcurrentDictionary<Channel<string>, StandInUser> _streams = new();

    /// <summary>Bodies of the posts that were taken, in the order they came.</summary>
    public ConcurrentQueue<(string IdempotencyKey, Guid LeadId, JsonObject Body)> Posts { get; } = new();

    /// <summary>Streams that are open now.</summary>
    public int OpenStreams => _streams.Count;

    public LeadView this[Guid leadId] => _leads[leadId];

    public void Map(WebApplication app, StandInIssuer issuer)
    {
        app.MapPost("/v1/leads", CaptureAsync);
        app.MapGet("/v1/leads", context => AsUserAsync(context, issuer, user => ListAsync(context, user)));
        app.MapGet("/v1/leads/stream", context => AsUserAsync(context, issuer, user => StreamAsync(context, user)));
        app.MapGet("/v1/leads/{id:guid}", context => AsUserAsync(context, issuer, user => WithLead(context, user, lead => context.Response.WriteAsJsonAsync(lead))));
        app.MapGet("/v1/leads/{id:guid}/timeline", context => AsUserAsync(context, issuer, user => WithLead(context, user, lead =>
            context.Response.WriteAsJsonAsync(new Page<TimelineItem>(_timelines.GetValueOrDefault(lead.LeadId) ?? [], null)))));
        app.MapPost("/v1/leads/{id:guid}/disposition", context => AsUserAsync(context, issuer, user => WithLead(context, user, lead => DisposeAsync(context, lead))));
    }

    /// <summary>The newest lead with an agent.</summary>
    public Guid Latest() => _leads.Values.Where(lead => lead.Assignment is not null).Max(lead => lead.LeadId);

    /// <summary>Adds a lead, or puts a changed one in its place, and tells the open streams.</summary>
    public void Put(LeadView lead, params TimelineItem[] timeline)
    {
        _leads[lead.LeadId] = lead;
        if (timeline.Length > 0)
            _timelines[lead.LeadId] = [.. timeline];
        Tell(lead);
    }

    /// <summary>Adds a lead without telling anybody, as if the stream had lost it.</summary>
    public void PutUntold(LeadView lead) => _leads[lead.LeadId] = lead;

    /// <summary>Cuts every open stream off.</summary>
    public void EndStreams()
    {
        foreach (var stream in _streams.Keys)
            stream.Writer.TryComplete();
    }

    private static async Task AsUserAsync(HttpContext context, StandInIssuer issuer, Func<StandInUser, Task> answer)
    {
        if (issuer.Of(context.Request) is { } user)
            await answer(user);
        else
            await StandInGateway.ProblemAsync(context, 401, ProblemCode.Unauthenticated, "Send a valid credential.");
    }

    private static bool MaySee(StandInUser user, LeadView lead) => user.Role != Roles.Agent || lead.Assignment?.AgentId == user.AgentId;

    private Task WithLead(HttpContext context, StandInUser user, Func<LeadView, Task> answer) =>
        _leads.TryGetValue(Guid.Parse((string)context.Request.RouteValues["id"]!), out var lead) && MaySee(user, lead)
            ? answer(lead)
            : StandInGateway.ProblemAsync(context, 404, ProblemCode.NotFound, "There is no such lead, or it is not yours.");

    private async Task CaptureAsync(HttpContext context)
    {
        if (context.Request.Headers["X-Api-Key"] != SourceKey)
        {
            await StandInGateway.ProblemAsync(context, 401, ProblemCode.Unauthenticated, "Send a valid credential.");
            return;
        }

        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var text = body.ToJsonString();
        if (_keys.TryGetValue(key, out var earlier))
        {
            if (earlier.Body != text)
                await StandInGateway.ProblemAsync(context, 409, "idempotency_conflict", "The key was used with another body.");
            else
                await CapturedAsync(context, earlier.LeadId);
            return;
        }

        if (key.Length == 0 || body.FirstOrDefault(member => !Members.Contains(member.Key)).Key is { })
        {
            await StandInGateway.ProblemAsync(context, 422, ProblemCode.Validation, "One field is wrong.", new FieldError("", "unknown", "Not a member of a lead, or no key."));
            return;
        }

        var id = Guid.CreateVersion7();
        _keys[key] = (text, id);
        Posts.Enqueue((key, id, body));
        await CapturedAsync(context, id);
    }

    private static Task CapturedAsync(HttpContext context, Guid id)
    {
        context.Response.StatusCode = 201;
        context.Response.Headers.Location = $"/v1/leads/{id}";
        return context.Response.WriteAsJsonAsync(new CaptureAnswer(id, LeadStatus.Received, new LeadLinks($"/v1/leads/{id}", $"/v1/leads/{id}/timeline")));
    }

    private Task ListAsync(HttpContext context, StandInUser user)
    {
        var query = context.Request.Query;
        var limit = int.Parse(query["limit"].ToString() is { Length: > 0 } given ? given : "50", CultureInfo.InvariantCulture);
        var found = _leads.Values.Where(lead => MaySee(user, lead))
            .Where(lead => Fits("status", lead.Status) && Fits("line", lead.Line) && Fits("state", lead.Contact.Address.State))
            .Where(lead => !query.ContainsKey("from") || lead.ReceivedAt >= DateTimeOffset.Parse(query["from"].ToString(), CultureInfo.InvariantCulture))
            .Where(lead => !query.ContainsKey("to") || lead.ReceivedAt < DateTimeOffset.Parse(query["to"].ToString(), CultureInfo.InvariantCulture))
            .Where(lead => !query.ContainsKey("cursor") || lead.LeadId.CompareTo(Guid.Parse(query["cursor"].ToString())) < 0)
            .OrderByDescending(lead => lead.LeadId).Take(limit + 1).ToList();
        var page = found.Take(limit).Select(lead => new LeadListItem(
            lead.LeadId, lead.Status, lead.Line, lead.Contact.Address.State, lead.Contact.Address.PostalCode, $"{lead.Contact.FirstName} {lead.Contact.LastName}",
            lead.Qualification?.Score, lead.Qualification?.Band, lead.Qualification?.Urgency, lead.Assignment?.AgentName, lead.Disposition?.Outcome, lead.ReceivedAt, lead.UpdatedAt)).ToList();
        return context.Response.WriteAsJsonAsync(new Page<LeadListItem>(page, found.Count > limit ? page[^1].LeadId.ToString() : null));

        bool Fits(string name, string value) => !query.ContainsKey(name) || query[name].ToString().Split(',').Contains(value);
    }

    private async Task StreamAsync(HttpContext context, StandInUser user)
    {
        var stream = Channel.CreateBounded<string>(1000);
        _streams[stream] = user;
        try
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(": open\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await foreach (var item in stream.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(item, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has gone.
        }
        finally
        {
            _streams.TryRemove(stream, out _);
        }
    }

    private async Task DisposeAsync(HttpContext context, LeadView lead)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (lead.Assignment is null)
        {
            await StandInGateway.ProblemAsync(context, 409, "not_assigned", "No agent has this lead.");
            return;
        }

        var disposition = new DispositionView((string)body["outcome"]!, (string?)body["reason"], DateTimeOffset.UtcNow);
        Put(lead with { Disposition = disposition, UpdatedAt = disposition.At },
            [.. _timelines.GetValueOrDefault(lead.LeadId) ?? [], new TimelineItem(Guid.CreateVersion7(), disposition.At, LeadEvents.DispositionSet, $"Marked {disposition.Outcome}", null)]);
        await context.Response.WriteAsJsonAsync(disposition);
    }

    private void Tell(LeadView lead)
    {
        var change = JsonSerializer.Serialize(new LeadChange(lead.LeadId, lead.Status, lead.Assignment?.AgentId, lead.UpdatedAt), JsonSerializerOptions.Web);
        foreach (var (stream, user) in _streams)
        {
            if (MaySee(user, lead))
                stream.Writer.TryWrite($"event: lead\ndata: {change}\n\n");
        }
    }
}
