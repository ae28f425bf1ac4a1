using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Reading;

public sealed class PagingTests(RunningDataService service)
{
    [Theory]
    [InlineData("line=home")]
    [InlineData("line=home,renters&status=received")]
    [InlineData("line=home&state=NY&status=received,assigned")]
    public async Task Pages_of_a_filtered_list_hold_each_lead_once_while_others_arrive(string filter)
    {
        var source = service.NewSource();
        var there = new List<Guid>();
        for (var i = 0; i < 23; i++)
        {
            there.Insert(0, (await source.CaptureAsync(SampleLeads.One("home"))).LeadId);
            await source.CaptureAsync(SampleLeads.One());
        }

        using var ended = new CancellationTokenSource();
        var arriving = Task.Run(async () =>
        {
            for (var i = 0; !ended.IsCancellationRequested; i++)
                await source.CaptureAsync(SampleLeads.One(i % 2 == 0 ? "home" : "auto"));
        });
        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await source.Http.GetFromJsonAsync<Page<LeadListItem>>($"/v1/leads?{filter}&limit=4{cursor}"))!;
            seen.AddRange(page.Items.Select(item => item.LeadId));
            cursor = page.NextCursor is null ? "" : $"&cursor={page.NextCursor}";
        }
        while (cursor.Length > 0);

        await ended.CancelAsync();
        await arriving;
        seen.ShouldBeUnique();
        // Those that were there come whole and in order; what has arrived before the first page stands in front of them.
        seen.Where(there.Contains).ShouldBe(there);
        seen.Skip(seen.IndexOf(there[0])).ShouldBe(there);
    }
}
