using LeadPlatform.Deploy.Tests.Charts;

namespace LeadPlatform.Deploy.Tests.Edges;

/// <summary>The cluster allows exactly what the topology uses: a connection missing breaks the platform, one too many is a door.</summary>
public class EdgeTests
{
    private static readonly string[] Services = ["gateway", "dataservice", "orchestrator", "backend", "frontend"];

    /// <summary>What exists in production only: the other side of a seam, and what lies outside the platform.</summary>
    private static readonly string[] ProductionOnly =
    [
        "dataservice -> graph", "dataservice -> qdrant", // the lead graph in Neptune, vectors in Qdrant
        "dataservice -> port 443", // AWS's token service inside the network, for the role that may use Neptune
        "orchestrator -> internet", // AI providers, by name in the mesh
        "backend -> internet", // buyers' endpoints
        "backend -> internet at port 587", // the server that sends mail
    ];

    [Fact]
    public async Task Network_policies_let_out_exactly_what_the_topology_uses()
    {
        var allowed = new RenderedEdges(await Rendered.OfAsync("values-production.yaml")).Out().Where(edge => Services.Contains(From(edge)));
        allowed.Order().ShouldBe((await UsedAsync()).Concat(ProductionOnly).Order());
    }

    [Fact]
    public async Task Network_policies_let_in_exactly_what_others_let_out()
    {
        // A release of stores alone has only one side of them.
        foreach (var values in Rendered.ValuesFiles.Where(file => file != "ci/stores-values.yaml"))
        {
            var rendered = await Rendered.OfAsync(values);
            var edges = new RenderedEdges(rendered);
            var here = rendered.Of("NetworkPolicy").Select(policy => (string?)policy["spec"]!["podSelector"]!["matchLabels"]?["app.kubernetes.io/component"]).OfType<string>().ToHashSet();
            edges.In().Order().ShouldBe(edges.Out().Where(edge => here.Contains(To(edge))).Order(), values);
        }
    }

    [Fact]
    public async Task The_mesh_authorises_exactly_the_calls_between_services()
    {
        var authorised = new RenderedEdges(await Rendered.OfAsync("values-production.yaml")).Authorised();
        authorised.Order().ShouldBe((await UsedAsync()).Where(edge => Services.Contains(To(edge))).Order());
    }

    [Fact]
    public async Task A_migrator_reaches_its_database_and_nothing_else()
    {
        var edges = new RenderedEdges(await Rendered.OfAsync("values-production.yaml")).Out().Where(edge => From(edge).EndsWith("-migrator", StringComparison.Ordinal));
        edges.Order().ShouldBe(["backend-migrator -> postgres", "leads-migrator -> postgres"]);
    }

    [Theory]
    [InlineData("services: { frontend: { calls: [gateway, backend] } }", "frontend -> backend")]
    [InlineData("services: { orchestrator: { stores: [nats, redis, leads] } }", "orchestrator -> postgres")]
    public async Task An_edge_too_many_is_seen(string values, string edge) =>
        (await WithAsync(values)).Out().Except((await UsedAsync()).Concat(ProductionOnly)).Where(one => Services.Contains(From(one))).ShouldBe([edge]);

    [Theory]
    [InlineData("mail: { port: 465, tls: implicit }", "backend -> internet at port 465")]
    [InlineData("mail: { networks: [10.0.7.0/24] }", "backend -> port 587")]
    public async Task Mail_goes_out_from_the_backend_alone_to_where_the_values_say(string values, string edge) =>
        (await WithAsync(values)).Out().Where(one => one.Contains(" -> ", StringComparison.Ordinal) && (one.EndsWith("587", StringComparison.Ordinal) || one.EndsWith("465", StringComparison.Ordinal))).ShouldBe([edge]);

    [Fact]
    public async Task The_mesh_lets_mail_past_the_proxy_of_the_backend_alone()
    {
        var past = (await Rendered.OfAsync("values-production.yaml")).Of("Rollout")
            .Where(one => ((string?)one["spec"]!["template"]!["metadata"]!["annotations"]!["config.linkerd.io/skip-outbound-ports"] ?? "").Split(',').Contains("587")).Select(Component);
        past.ShouldBe(["backend"]);
    }

    [Fact]
    public async Task A_missing_edge_is_seen() =>
        (await UsedAsync()).Except((await WithAsync("services: { gateway: { calls: [dataservice, orchestrator, backend] } }")).Out()).ShouldBe(["gateway -> frontend"]);

    [Theory]
    [InlineData("values-production.yaml")]
    [InlineData("values-staging.yaml")]
    [InlineData("ci/small-values.yaml")]
    public async Task Every_container_has_the_variables_that_the_topology_gives_its_process(string values)
    {
        var topology = await Topology.OfAppHostAsync();
        var rendered = await Rendered.OfAsync(values);
        var containers = rendered.Of("Deployment", "Rollout", "Job").ToDictionary(Component, one => Rendered.Variables(Rendered.Pod(one)["containers"]![0]!).Keys);
        foreach (var project in topology.Projects.Where(name => name != "demo-leads"))
        {
            // A migrator needs no addresses: it calls nobody.
            var wanted = topology.VariablesOf(project).Where(name => Services.Contains(project) || !name.StartsWith("services__", StringComparison.Ordinal));
            wanted.Except(containers[project]).ShouldBeEmpty($"{project} in {values}");
        }
    }

    private static string Component(System.Text.Json.Nodes.JsonObject one) => (string)one["metadata"]!["labels"]!["app.kubernetes.io/component"]!;

    private static async Task<RenderedEdges> WithAsync(string values)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("deploy-edges-").FullName, "values.yaml");
        await File.WriteAllTextAsync(file, values);
        return new RenderedEdges(await Rendered.OfAsync("values-production.yaml", file));
    }

    private static async Task<List<string>> UsedAsync()
    {
        var topology = await Topology.OfAppHostAsync();
        return [.. Services.SelectMany(service => topology.UsedBy(service).Select(used => $"{service} -> {used}"))];
    }

    private static string From(string edge) => edge.Split(" -> ")[0];

    private static string To(string edge) => edge.Split(" -> ")[1];
}
