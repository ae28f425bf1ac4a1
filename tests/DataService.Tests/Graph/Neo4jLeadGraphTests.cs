using LeadPlatform.DataService.Graph;
using LeadPlatform.DataService.Graph.Cypher;
using LeadPlatform.DataService.Graph.Neo4j;
using LeadPlatform.DataService.Tests.Graph.StandIns;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>Neo4j's side before a stand-in: always.</summary>
public sealed class Neo4jLeadGraphTests(Neo4jLeadGraphTests.Server server) : LeadGraphContract, IClassFixture<Neo4jLeadGraphTests.Server>
{
    [Fact]
    public async Task A_deadlock_a_cut_off_answer_and_a_full_server_are_tried_again()
    {
        var before = server.StandIn.Requests;
        await server.StandIn.NextStatusAsync(400, "application/json", """{"errors":[{"code":"Neo.TransientError.Transaction.DeadlockDetected","message":"can't acquire"}]}""");
        await server.StandIn.NextStatusAsync(202, "application/json", """{"data":{"fields":["id"],"values":[["lead:""");
        await server.StandIn.NextStatusAsync(429, "text/plain", "slow down", retryAfter: "0");

        (await server.Graph.ReferralsAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken)).ShouldBeEmpty();

        (server.StandIn.Requests - before).ShouldBe(4);
    }

    [Theory]
    [InlineData(400, "application/json", """{"errors":[{"code":"Neo.ClientError.Statement.SyntaxError","message":"invalid input"}]}""", "SyntaxError")]
    [InlineData(202, "application/json", """{"data":{"fields":[],"values":[]},"errors":[{"code":"Neo.ClientError.Statement.ArithmeticError","message":"late"}]}""", "ArithmeticError")]
    [InlineData(401, "text/plain", "No authentication header supplied.", "401")]
    [InlineData(404, "application/json", """{"errors":[{"code":"Neo.ClientError.Database.DatabaseNotFound","message":"none"}]}""", "DatabaseNotFound")]
    public async Task What_does_not_pass_by_itself_is_not_tried_again_and_tells_its_code_alone(int status, string contentType, string body, string told)
    {
        var before = server.StandIn.Requests;
        await server.StandIn.NextStatusAsync(status, contentType, body);

        var exception = await Should.ThrowAsync<GraphException>(() => server.Graph.ReferralsAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken));

        (exception.IsTransient, server.StandIn.Requests - before).ShouldBe((false, 1));
        exception.Message.ShouldContain(told);
        exception.Message.ShouldNotContain("invalid input");
    }

    private protected override Task<ILeadGraph> GraphAsync() => Task.FromResult(server.Graph);

    public sealed class Server : IAsyncLifetime
    {
        internal Neo4jStandIn StandIn { get; private set; } = null!;

        internal ILeadGraph Graph { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            StandIn = new Neo4jStandIn(await Kuzu.StartAsync());
            await StandIn.StartAsync();
            Graph = new CypherLeadGraph(new Neo4jEndpoint(StandIn.Configured, TimeProvider.System));
            await Graph.PrepareAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await StandIn.DisposeAsync();
            StandIn.Violations.ShouldBeEmpty();
        }
    }
}

/// <summary>Neo4j itself, where there is one: <c>NEO4J_URL=http://neo4j:password@localhost:7474/neo4j</c>.</summary>
public sealed class LiveNeo4jLeadGraphTests : LeadGraphContract
{
    private protected override async Task<ILeadGraph> GraphAsync()
    {
        var address = Environment.GetEnvironmentVariable("NEO4J_URL");
        Assert.SkipWhen(string.IsNullOrEmpty(address), "NEO4J_URL is not set.");
        var graph = new CypherLeadGraph(new Neo4jEndpoint(new Uri(address), TimeProvider.System));
        await graph.PrepareAsync(TestContext.Current.CancellationToken);
        return graph;
    }
}
