using LeadPlatform.DataService.Graph;
using LeadPlatform.DataService.Graph.Cypher;
using LeadPlatform.DataService.Graph.Neptune;
using LeadPlatform.DataService.Tests.Graph.StandIns;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>Neptune's side before a stand-in: always.</summary>
public sealed class NeptuneLeadGraphTests(NeptuneLeadGraphTests.Server server) : LeadGraphContract, IClassFixture<NeptuneLeadGraphTests.Server>
{
    [Theory]
    [InlineData(500, "ConcurrentModificationException")]
    [InlineData(400, "ConstraintViolationException")]
    [InlineData(500, "CancelledByUserException")]
    [InlineData(429, "ThrottlingException")]
    public async Task What_passes_by_itself_is_tried_again(int status, string code)
    {
        var before = server.StandIn.Requests;
        await server.StandIn.NextStatusAsync(status, "application/json", $$"""{"requestId":"0","code":"{{code}}","detailedMessage":"Operation terminated"}""", retryAfter: "0");

        (await server.Graph.ReferralsAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken)).ShouldBeEmpty();

        (server.StandIn.Requests - before).ShouldBe(2);
    }

    [Fact]
    public async Task A_query_that_fails_after_its_status_was_sent_is_tried_again()
    {
        var before = server.StandIn.Requests;
        server.StandIn.Next(context => NeptuneStandIn.AnswerAsync(context, """{"results":[]}""", "500 InternalFailureException"));
        server.StandIn.Next(async context =>
        {
            await context.Response.WriteAsync("""{"results":[{"id":"lead:""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await server.StandIn.NextStatusAsync(200, "application/json", """{"results":[{"id":"lead""");

        (await server.Graph.ReferralsAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken)).ShouldBeEmpty();

        (server.StandIn.Requests - before).ShouldBe(4);
    }

    [Theory]
    [InlineData(400, "application/json", """{"requestId":"0","code":"MalformedQueryException","detailedMessage":"invalid input"}""", "MalformedQueryException")]
    [InlineData(401, "text/plain", "Unauthorized", "401")]
    [InlineData(403, "application/json", """{"requestId":"0","code":"AccessDeniedException","detailedMessage":"Missing Authentication Token"}""", "AccessDenied")]
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
        internal NeptuneStandIn StandIn { get; private set; } = null!;

        internal ILeadGraph Graph { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            StandIn = new NeptuneStandIn(await Kuzu.StartAsync());
            await StandIn.StartAsync();
            Graph = new CypherLeadGraph(new NeptuneEndpoint(StandIn.Address, NeptuneStandIn.Region, NeptuneStandIn.Credentials, TimeProvider.System));
        }

        public async ValueTask DisposeAsync()
        {
            await StandIn.DisposeAsync();
            StandIn.Violations.ShouldBeEmpty();
        }
    }
}

/// <summary>Neptune itself, where there is one: <c>NEPTUNE_URL=https://host:8182</c>, <c>AWS_REGION</c>, and credentials where AWS's SDK finds them.</summary>
public sealed class LiveNeptuneLeadGraphTests : LeadGraphContract
{
    private protected override Task<ILeadGraph> GraphAsync()
    {
        var address = Environment.GetEnvironmentVariable("NEPTUNE_URL");
        Assert.SkipWhen(string.IsNullOrEmpty(address), "NEPTUNE_URL is not set.");
        var region = Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1";
        return Task.FromResult<ILeadGraph>(new CypherLeadGraph(new NeptuneEndpoint(new Uri(address), region, new SdkCredentials(), TimeProvider.System)));
    }
}
