using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>The agents of the stand-in, with versions for If-Match.</summary>
public sealed class StandInAgents
{
    public static readonly Guid Avery = Guid.Parse("0193a1b2-0000-7000-8000-000000000001");

    private readonly ConcurrentDictionary<Guid, (AgentView Agent, int Version)> _agents = new();

    /// <summary>Bodies of changes and additions, in the order they came.</summary>
    public ConcurrentQueue<JsonObject> Bodies { get; } = new();

    public AgentView this[Guid agentId] => _agents[agentId].Agent;

    public void Put(AgentView agent) => _agents.AddOrUpdate(agent.AgentId, (agent, 1), (_, known) => (agent, known.Version + 1));

    public void Map(WebApplication app, StandInIssuer issuer)
    {
        app.MapGet("/v1/agents", context => AsUserAsync(context, issuer, user => context.Response.WriteAsJsonAsync(
            new Page<AgentView>([.. _agents.Values.Select(known => known.Agent).Where(agent => MaySee(user, agent.AgentId))], null))));
        app.MapGet("/v1/agents/{id:guid}", context => AsUserAsync(context, issuer, user => GetAsync(context, user)));
        app.MapPost("/v1/agents", context => AsUserAsync(context, issuer, user => SaveAsync(context, user, null)));
        app.MapPatch("/v1/agents/{id:guid}", context => AsUserAsync(context, issuer, user => SaveAsync(context, user, Id(context))));
    }

    private static Guid Id(HttpContext context) => Guid.Parse((string)context.Request.RouteValues["id"]!);

    private static bool MaySee(StandInUser user, Guid agentId) => user.Role != Roles.Agent || user.AgentId == agentId;

    private static async Task AsUserAsync(HttpContext context, StandInIssuer issuer, Func<StandInUser, Task> answer)
    {
        if (issuer.Of(context.Request) is { } user)
            await answer(user);
        else
            await StandInGateway.ProblemAsync(context, 401, ProblemCode.Unauthenticated, "Send a valid credential.");
    }

    private Task GetAsync(HttpContext context, StandInUser user)
    {
        if (!MaySee(user, Id(context)) || !_agents.TryGetValue(Id(context), out var known))
            return StandInGateway.ProblemAsync(context, 404, ProblemCode.NotFound, "There is no such agent, or it is not yours.");
        context.Response.Headers.ETag = $"\"{known.Version}\"";
        return context.Response.WriteAsJsonAsync(known.Agent);
    }

    private async Task SaveAsync(HttpContext context, StandInUser user, Guid? id)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        Bodies.Enqueue(body);
        var onlyAvailable = body.Count == 1 && body.ContainsKey("available");
        if (user.Role == Roles.Agent && !(onlyAvailable && user.AgentId == id))
        {
            await StandInGateway.ProblemAsync(context, 403, ProblemCode.Forbidden, "You may change whether you are available; a manager changes the rest.");
            return;
        }

        if ((string?)body["name"] == "")
        {
            await StandInGateway.ProblemAsync(context, 422, ProblemCode.Validation, "One field is wrong.", new FieldError("name", "length", "1 to 200 characters."));
            return;
        }

        var known = id is { } one ? _agents[one] : (new AgentView(Guid.CreateVersion7(), "", "", "America/New_York", 25, 0, 1, true, true, [], []), 0);
        if (context.Request.Headers.IfMatch.ToString() is { Length: > 0 } match && match != $"\"{known.Item2}\"")
        {
            await StandInGateway.ProblemAsync(context, 412, ProblemCode.PreconditionFailed, "The agent has changed since it was read; read it again.");
            return;
        }

        var agent = Changed(known.Item1, body);
        Put(agent);
        context.Response.StatusCode = id is null ? 201 : 200;
        context.Response.Headers.ETag = $"\"{_agents[agent.AgentId].Version}\"";
        await context.Response.WriteAsJsonAsync(agent);
    }

    private static AgentView Changed(AgentView agent, JsonObject body) => agent with
    {
        Name = (string?)body["name"] ?? agent.Name,
        Email = (string?)body["email"] ?? agent.Email,
        TimeZone = (string?)body["timeZone"] ?? agent.TimeZone,
        DailyCapacity = (int?)body["dailyCapacity"] ?? agent.DailyCapacity,
        Weight = (int?)body["weight"] ?? agent.Weight,
        Available = (bool?)body["available"] ?? agent.Available,
        OnDuty = (bool?)body["available"] ?? agent.OnDuty,
        Licences = body["licences"]?.Deserialize<List<LicenceView>>(JsonSerializerOptions.Web) ?? agent.Licences,
        WorkingHours = body["workingHours"]?.AsArray().Select(hours => new WorkingHoursView(
            (string)hours!["day"]!, TimeOnly.Parse((string)hours["from"]!, CultureInfo.InvariantCulture), TimeOnly.Parse((string)hours["to"]!, CultureInfo.InvariantCulture))).ToList() ?? agent.WorkingHours,
    };
}
