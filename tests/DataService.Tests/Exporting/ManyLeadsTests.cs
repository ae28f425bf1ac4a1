using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Exporting;

public sealed class ManyLeadsTests(RunningDataService service)
{
    private const int Leads = 50_000;
    private const int HeapBytes = 100 * 1024 * 1024;

    [Fact]
    public async Task Fifty_thousand_leads_go_through_a_process_whose_memory_is_smaller_than_the_export()
    {
        var (database, nats) = (await service.NewMigratedDatabaseAsync(), await service.NewNatsAsync());
        await using var running = await DataServiceProcess.StartAsync(
            service, database, nats, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = $"{HeapBytes:x}", ["DOTNET_gcServer"] = "0" });
        var source = new SourceClient(running.Client(service.Issuer.Token(Roles.Source, sourceId: Guid.CreateVersion7(), publisherId: Guid.CreateVersion7())), default, default);
        var post = SampleLeads.One();
        post["notes"] = new string('n', 1_999);
        await source.CaptureAsync(post);
        await ManyLeads.MultiplyAsync(database, Leads);

        using var answer = await source.Http.GetAsync("/v1/leads/export?format=jsonl", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var (count, bytes, ids) = (0, 0L, new HashSet<string>());
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            count++;
            bytes += line.Length;
            ids.Add(line["{\"lead\":{\"id\":\"".Length..][..36]);
        }

        count.ShouldBe(Leads);
        ids.Count.ShouldBe(Leads);
        bytes.ShouldBeGreaterThan(HeapBytes);
    }
}
