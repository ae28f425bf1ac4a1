using LeadPlatform.Drills.Promoting;

namespace LeadPlatform.Drills.Tests;

public sealed class ReplicaTests
{
    [Fact]
    public async Task A_promoted_replica_has_every_acknowledged_lead_where_commits_wait_for_it_and_lacks_some_where_they_do_not()
    {
        await using var drill = new ReplicaDrill(ReplicaOptions.Short, TimeProvider.System, _ => { });
        var report = await drill.RunAsync(CancellationToken.None);
        Report.Lines(report.Lines());
        report.Faults().ShouldBeEmpty();
        report.Synchronous.AfterIt.Due.ShouldBeGreaterThan(200);
        report.Synchronous.AfterIt.Lost.ShouldBe(0);
        // Cut off for half a second at 150 leads/s: were none lost, nothing would be measured.
        report.Asynchronous.AfterIt.Lost.ShouldBeGreaterThan(0);
    }
}
