using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Console.Leads.Inbox;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class LeadRowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void New_leads_wait_above_the_list_until_they_are_shown()
    {
        var rows = Of(Row(2), Row(1));
        rows.Merge([Row(4), Row(3), Row(2)]).ShouldBeTrue();
        rows.Waiting.ShouldBe(2);
        Numbers(rows).ShouldBe([2, 1]);
        rows.ShowWaiting();
        rows.Waiting.ShouldBe(0);
        Numbers(rows).ShouldBe([4, 3, 2, 1]);
    }

    [Fact]
    public void A_lead_seen_twice_stands_once()
    {
        var rows = Of(Row(2), Row(1));
        rows.Merge([Row(3), Row(2)]);
        rows.Merge([Row(3), Row(2)]);
        rows.Append([Row(1), Row(0)]);
        rows.ShowWaiting();
        Numbers(rows).ShouldBe([3, 2, 1, 0]);
    }

    [Fact]
    public void A_known_lead_is_renewed_where_it_stands()
    {
        var rows = Of(Row(2), Row(1));
        rows.Renew(Row(1) with { Status = LeadStatus.Assigned, UpdatedAt = Start.AddHours(1) }).ShouldBeTrue();
        rows.Shown[1].Status.ShouldBe(LeadStatus.Assigned);
    }

    [Fact]
    public void An_older_reading_never_replaces_a_newer_one()
    {
        var rows = Of(Row(1) with { Status = LeadStatus.Assigned, UpdatedAt = Start.AddHours(1) });
        rows.Merge([Row(1)]);
        rows.Shown[0].Status.ShouldBe(LeadStatus.Assigned);
    }

    [Fact]
    public void Newest_rows_that_reach_no_known_one_leave_a_gap_and_say_so()
    {
        var rows = Of(Row(1));
        rows.Merge([Row(9), Row(8)]).ShouldBeFalse();
        rows.Waiting.ShouldBe(2);
    }

    [Fact]
    public void A_lead_that_comes_to_match_takes_its_place_by_age()
    {
        var rows = Of(Row(4), Row(2));
        rows.Merge([Row(4), Row(3), Row(2)]);
        Numbers(rows).ShouldBe([4, 3, 2]);
        rows.Waiting.ShouldBe(0);
    }

    [Fact]
    public void An_empty_list_takes_what_comes()
    {
        var rows = Of();
        rows.Merge([Row(1)]).ShouldBeTrue();
        rows.ShowWaiting();
        Numbers(rows).ShouldBe([1]);
    }

    private static LeadRows Of(params LeadListItem[] items)
    {
        var rows = new LeadRows();
        rows.Replace(items);
        return rows;
    }

    private static LeadListItem Row(int number)
    {
        var at = Start.AddMinutes(number);
        var id = new Guid($"{at.ToUnixTimeMilliseconds():x12}70008000000000000000".Insert(8, "-").Insert(13, "-").Insert(18, "-").Insert(23, "-"));
        return new LeadListItem(id, LeadStatus.Received, Line.Auto, "VT", "05401", $"{number}", null, null, null, null, null, at, at);
    }

    private static IEnumerable<int> Numbers(LeadRows rows) => rows.Shown.Select(row => int.Parse(row.Name, null));
}
