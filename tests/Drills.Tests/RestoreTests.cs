using LeadPlatform.Drills.Restoring;
using LeadPlatform.TestHost;

namespace LeadPlatform.Drills.Tests;

public sealed class RestoreTests
{
    [Fact]
    public async Task After_rows_are_deleted_and_all_data_destroyed_every_lead_of_before_is_back_once_and_nothing_else_and_a_wrong_restore_is_found_out()
    {
        await using var drill = new RestoreDrill(RestoreOptions.Short, TimeProvider.System, _ => { });
        var report = await drill.RunAsync(CancellationToken.None);
        Report.Lines(report.Lines());
        report.Faults.ShouldBeEmpty();
        report.Recovered.Due.ShouldBeGreaterThan(300);
        report.Deleted.ShouldBeGreaterThan(report.Recovered.Due);
        report.SentAgain.ShouldBeGreaterThan(0);
        report.Republished["leads.qualified.v1"].ShouldBeGreaterThan(0);
        report.Republished["leads.received.v1"].ShouldBeGreaterThan(0);
        report.DataLoss.ShouldBeLessThan(TimeSpan.FromSeconds(10));

        await What_a_lost_stream_alone_told_of_assignments_and_dispositions_is_told_again(drill);
        await A_restore_to_a_wrong_moment_is_found_out(drill, report);
    }

    private static async Task What_a_lost_stream_alone_told_of_assignments_and_dispositions_is_told_again(RestoreDrill drill)
    {
        var server = drill.Recovered!;
        const string Assigned = "SELECT count(*) FROM lead WHERE status = 'assigned' AND agent_id IS NOT NULL";
        var before = await server.ScalarAsync("leads", Assigned, CancellationToken.None);
        await server.ScalarAsync(
            "leads",
            """
            UPDATE lead SET status = CASE WHEN lead_id = (SELECT min(lead_id::text)::uuid FROM lead WHERE status = 'assigned') THEN 'received' ELSE 'qualified' END, agent_id = NULL
            WHERE lead_id IN (SELECT lead_id FROM lead WHERE status = 'assigned' ORDER BY lead_id LIMIT 20)
            """,
            CancellationToken.None);

        var noted = await server.ScalarAsync(
            "backend",
            "INSERT INTO disposition (disposition_id, leg_id, outcome, set_by, set_at) SELECT gen_random_uuid(), leg_id, 'contacted', 'drill', now() FROM leg ORDER BY leg_id DESC LIMIT 1 RETURNING (SELECT lead_id FROM leg WHERE leg.leg_id = disposition.leg_id)",
            CancellationToken.None);

        var republished = await drill.RebuildAsync(server, CancellationToken.None);
        await drill.CaughtUpAsync(CancellationToken.None);

        republished["leads.assigned.v1"].ShouldBe(20);
        republished["leads.received.v1"].ShouldBe(1);
        republished["leads.disposition-set.v1"].ShouldBe(1);
        republished.Keys.ShouldNotContain("leads.qualified.v1");
        (await server.ScalarAsync("leads", Assigned, CancellationToken.None)).ShouldBe(before);
        await Eventually.HoldsAsync(async () => await server.ScalarAsync("leads", "SELECT disposition FROM lead WHERE lead_id = $1", CancellationToken.None, noted!) is "contacted");
    }

    private static async Task A_restore_to_a_wrong_moment_is_found_out(RestoreDrill drill, RestoreReport report)
    {
        var tooEarly = await drill.RecoverElsewhereAsync(report.Target.AddSeconds(-1), report.Target, CancellationToken.None);
        tooEarly.Lost.ShouldBeGreaterThan(0);
        tooEarly.Faults().ShouldNotBeEmpty();

        // The right moment, taken for an earlier one.
        var tooLate = await drill.RecoverElsewhereAsync(report.Target, report.Target.AddSeconds(-1), CancellationToken.None);
        tooLate.TooNew.ShouldBeGreaterThan(0);
        tooLate.Faults().ShouldNotBeEmpty();
    }
}
