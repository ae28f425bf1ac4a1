using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.DataService.Graph.Feeding;
using LeadPlatform.DataService.Graph.Rebuilding;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;

namespace LeadPlatform.DataService.Graph;

internal static class GraphFeature
{
    public static WebApplicationBuilder AddGraph(this WebApplicationBuilder builder)
    {
        var address = builder.Configuration.GetConnectionString(GraphStore.ConnectionName);
        builder.Services.AddOptions<GraphOptions>().BindConfiguration(GraphOptions.Section).ValidateDataAnnotations()
            .Validate(options => options.Provider == GraphProvider.Postgres || GraphStore.IsAddress(address), $"ConnectionStrings:{GraphStore.ConnectionName} must be an address such as https://host:8182 where Graph:Provider is not Postgres.")
            .Validate(options => options.Provider != GraphProvider.Neptune || options.Region is { Length: > 0 }, "Graph:Region must be the region of Neptune, such as us-east-1.")
            .ValidateOnStart();
        builder.Services.AddSingleton<GraphKeys>();
        builder.Services.AddSingleton<ILeadGraph>(services => GraphStore.Create(services, address));
        builder.Services.AddSingleton<GraphWriter>();
        builder.Services.AddSingleton<IForgetsConsumers, GraphForgets>();
        builder.Services.AddSingleton<SignalReader>();
        builder.Services.AddSingleton<GraphFeed>();
        builder.Services.AddSingleton<GraphBacklog>();
        builder.Services.AddHostedService<GraphFeeder>();
        builder.Services.AddSingleton<RebuildTable>();
        builder.Services.AddSingleton<GraphRebuilder>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GraphRebuilder>());
        return builder;
    }

    public static WebApplication MapGraph(this WebApplication app)
    {
        app.MapGet("/v1/leads/{id:guid}/graph", GetLeadGraph.HandleAsync).RequirePermission(Permission.ReadLeads).AddEndpointFilter(AnswerWithoutGraphAsync).WithTags("Leads").WithName("getLeadGraph")
            .WithSummary("Read what is around a lead, to draw")
            .WithDescription("Leads that share a phone, an e-mail or an address with it (`hops=2`), and those that share one with these (`hops=4`, the default). Identifiers of more than 10 leads link nobody; "
                + "those of a ring of up to 50 are shown around the lead. Identifiers are keyed hashes. Callers who see their own leads alone see no others here.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);

        var graph = app.MapGroup("/v1/graph").WithTags("Graph").RequirePermission(Permission.ReadGraph).AddEndpointFilter(AnswerWithoutGraphAsync);
        graph.MapGet("rings", ListRings.HandleAsync).WithName("listRings").WithSummary("List rings, the largest first")
            .WithDescription("Three or more people who share a phone or an e-mail. `review=true` shows those of more than 50 leads too, from which nothing follows by itself.").Refuses(StatusCodes.Status400BadRequest);
        graph.MapGet("rings/{id}", GetRing.HandleAsync).WithName("getRing").WithSummary("Read the leads of a ring, the oldest 50").Refuses(StatusCodes.Status404NotFound);
        graph.MapGet("path", GetPath.HandleAsync).WithName("getPath").WithSummary("Find the shortest way between two leads over what they share").Refuses(StatusCodes.Status404NotFound);
        graph.MapGet("sources", ListSources.HandleAsync).WithName("listSourceQuality").WithSummary("List what came of each source's leads").Refuses(StatusCodes.Status400BadRequest);
        graph.MapGet("agents", ListAgents.HandleAsync).WithName("listAgentMatch").WithSummary("List agents by what they made of leads of a line in a state").Refuses(StatusCodes.Status400BadRequest);

        var rebuilds = app.MapGroup("/v1/graph/rebuilds").WithTags("Graph").RequirePermission(Permission.ManageGraph);
        rebuilds.MapPost("", StartRebuild.HandleAsync).Audited("graph.rebuild").WithName("startRebuild").WithSummary("Make the graph anew from the leads").WithDescription("Where one is running already, it is that one. Nothing is missing from the graph meanwhile.").Refuses();
        rebuilds.MapGet("{id:guid}", GetRebuild.HandleAsync).WithName("getRebuild").WithSummary("Read how far a rebuild is").Refuses(StatusCodes.Status404NotFound);
        rebuilds.MapPost("{id:guid}/cancel", CancelRebuild.HandleAsync).Audited("graph.rebuild-cancel").WithName("cancelRebuild").WithSummary("Cancel a rebuild; what it has written stays").Refuses(StatusCodes.Status404NotFound);
        return app;
    }

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.ProducesProblem(status);
        return endpoint.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async ValueTask<object?> AnswerWithoutGraphAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (GraphException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The graph can't be asked right now; try again after Retry-After.");
        }
    }
}
