using LeadPlatform.Drills.Restoring;

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
        report.Republished.Keys.ShouldBe(["leads.qualified.v1", "leads.received.v1"]);
        report.DataLoss.ShouldBeLessThan(TimeSpan.FromSeconds(10));

        await Nobody_is_forgotten_whose_assignment_was_told_by_a_lost_stream_alone(drill);
        await A_restore_to_a_wrong_moment_is_found_out(drill, report);
    }

    private static async Task Nobody_is_forgotten_whose_assignment_was_told_by_a_lost_stream_alone(RestoreDrill drill)
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

        var republished = await drill.RebuildAsync(server, CancellationToken.None);
        await drill.CaughtUpAsync(CancellationToken.None);

        republished["leads.assigned.v1"].ShouldBe(20);
        republished.Keys.ShouldNotContain("leads.qualified.v1");
        (await server.ScalarAsync("leads", Assigned, CancellationToken.None)).ShouldBe(before);
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
