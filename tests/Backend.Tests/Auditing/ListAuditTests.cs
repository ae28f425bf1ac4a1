using LeadPlatform.Backend.Auditing;
using LeadPlatform.Contracts.Auditing;

namespace LeadPlatform.Backend.Tests.Auditing;

public sealed class ListAuditTests
{
    [Fact]
    public void Two_logs_become_one_by_time_and_each_keeps_its_order()
    {
        var first = Log("backend", (9, 50), (8, 30), (7, 40));
        var second = Log("leads", (4, 45), (3, 35), (2, 10));

        var (page, ofFirst, ofSecond) = ListAudit.Merge(first, second, 5);

        page.Select(entry => $"{entry.Log} {entry.Position}").ShouldBe(["backend 9", "leads 4", "leads 3", "backend 8", "backend 7"]);
        (ofFirst, ofSecond).ShouldBe((3, 2));
    }

    [Fact]
    public void A_log_that_has_ended_leaves_the_page_to_the_other() =>
        ListAudit.Merge([], Log("leads", (2, 1), (1, 0)), 5).Page.Select(entry => entry.Position).ShouldBe([2, 1]);

    private static List<AuditView> Log(string name, params (long Position, int Second)[] entries) =>
    [
        .. entries.Select(entry => new AuditView(name, entry.Position, DateTimeOffset.UnixEpoch.AddSeconds(entry.Second), "a", "admin", null, null, "x.y", "x", null, null, "", "")),
    ];
}
