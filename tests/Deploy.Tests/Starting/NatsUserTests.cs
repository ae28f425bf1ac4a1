using System.Reflection;
using LeadPlatform.Contracts.Events;

namespace LeadPlatform.Deploy.Tests.Starting;

/// <summary>Each service may say and hear its own subjects, and nothing else; on a real server with what the chart renders.</summary>
public sealed class NatsUserTests : IAsyncLifetime
{
    private static readonly string[] Users = ["dataservice", "orchestrator", "backend"];

    private static readonly Dictionary<string, string> Publisher = new()
    {
        [LeadEvents.Received] = "dataservice",
        [LeadEvents.Qualified] = "orchestrator",
        [LeadEvents.Disqualified] = "orchestrator",
        [LeadEvents.Amended] = "orchestrator",
        [LeadEvents.Assigned] = "backend",
        [LeadEvents.Unmatched] = "backend",
        [LeadEvents.DispositionSet] = "backend",
        [LeadEvents.ConsentRevoked] = "dataservice",
        [LeadEvents.Erased] = "dataservice",
    };

    private RenderedNats _nats = null!;

    public async ValueTask InitializeAsync() => _nats = await RenderedNats.StartAsync("ci/small-values.yaml");

    public ValueTask DisposeAsync() => _nats.DisposeAsync();

    [Fact]
    public async Task Every_event_is_published_by_its_service_alone()
    {
        var events = typeof(LeadEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!)
            .Where(name => name.StartsWith("leads.", StringComparison.Ordinal) && name != LeadEvents.AllSubjects);
        foreach (var one in events)
            foreach (var user in Users)
            {
                var complaint = await _nats.SayAsync(user, $"PUB {one} 0\r\n");
                if (Publisher[one] == user)
                    complaint.ShouldBeNull($"{user} must publish {one}");
                else
                    complaint.ShouldNotBeNull($"{user} must not publish {one}").ShouldContain("Permissions Violation");
            }
    }

    [Theory]
    [InlineData("backend", "SUB _INBOX.dataservice.> 1")]
    [InlineData("orchestrator", "SUB leads.> 1")]
    [InlineData("backend", "SUB > 1")]
    [InlineData("backend", "PUB $JS.API.STREAM.DELETE.LEADS 0\r\n")]
    [InlineData("dataservice", "PUB $JS.API.STREAM.PURGE.LEADS 0\r\n")]
    [InlineData("orchestrator", "PUB $JS.API.CONSUMER.DELETE.LEADS.backend-assignment 0\r\n")]
    [InlineData("orchestrator", "PUB $JS.API.CONSUMER.MSG.NEXT.LEADS.backend-assignment 0\r\n")]
    [InlineData("orchestrator", "PUB dead.backend-assignment 0\r\n")]
    [InlineData("backend", "PUB replay.backend-assignment 0\r\n")]
    [InlineData("backend", "PUB $JS.API.CONSUMER.MSG.NEXT.REPLAY.dataservice-record 0\r\n")]
    [InlineData("orchestrator", "PUB $JS.API.STREAM.MSG.GET.DEAD 0\r\n")]
    [InlineData("dataservice", "PUB $JS.API.STREAM.MSG.DELETE.LEADS 0\r\n")]
    [InlineData("dataservice", "PUB $JS.API.CONSUMER.MSG.NEXT.REPLAY.backend-assignment 0\r\n")]
    [InlineData("backup", "PUB leads.received.v1 0\r\n")]
    [InlineData("backup", "PUB $JS.API.STREAM.RESTORE.LEADS 0\r\n")]
    [InlineData("stranger", "PING")]
    public async Task What_is_not_its_own_is_refused(string user, string line) => (await _nats.SayAsync(user, line)).ShouldNotBeNull().ShouldContain("Violation");

    [Theory]
    [InlineData("dataservice", "SUB _INBOX.dataservice.> 1")]
    [InlineData("backend", "PUB $JS.API.CONSUMER.MSG.NEXT.LEADS.backend-assignment 0\r\n")]
    [InlineData("orchestrator", "PUB dead.orchestrator-qualification 0\r\n")]
    [InlineData("dataservice", "PUB replay.backend-assignment 0\r\n")]
    [InlineData("dataservice", "PUB $JS.API.STREAM.MSG.DELETE.DEAD 0\r\n")]
    [InlineData("backend", "PUB $JS.API.CONSUMER.MSG.NEXT.REPLAY.backend-assignment 0\r\n")]
    [InlineData("backup", "PUB $JS.API.STREAM.SNAPSHOT.LEADS 0\r\n")]
    public async Task What_it_needs_is_allowed(string user, string line) => (await _nats.SayAsync(user, line)).ShouldBeNull();
}
