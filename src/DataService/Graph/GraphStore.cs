using LeadPlatform.DataService.Graph.Cypher;
using LeadPlatform.DataService.Graph.Neo4j;
using LeadPlatform.DataService.Graph.Neptune;
using LeadPlatform.DataService.Graph.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Graph;

/// <summary>The store that is configured.</summary>
internal static class GraphStore
{
    public const string ConnectionName = "graph";

    public static bool IsAddress(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    public static ILeadGraph Create(IServiceProvider services, string? address)
    {
        var (options, time) = (services.GetRequiredService<IOptions<GraphOptions>>().Value, services.GetRequiredService<TimeProvider>());
        return options.Provider switch
        {
            GraphProvider.Neo4j => new CypherLeadGraph(new Neo4jEndpoint(new Uri(address!), time)),
            GraphProvider.Neptune => new CypherLeadGraph(new NeptuneEndpoint(new Uri(address!), options.Region!, new SdkCredentials(), time)),
            _ => new PostgresLeadGraph(services.GetRequiredService<NpgsqlDataSource>()),
        };
    }
}
