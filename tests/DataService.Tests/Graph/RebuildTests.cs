using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Graph;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.DataService.Graph;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Graph;

public sealed class RebuildTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rebuild_writes_every_lead_again_takes_out_what_is_no_lead_and_tells_how_far_it_is()
    {
        await using var own = await service.NewInstanceOfItsOwnAsync();
        var (source, graph, admin) = (service.NewSource(own), own.Services.GetRequiredService<ILeadGraph>(), AdminOf(own));
        var leads = new List<Guid>();
        for (var i = 0; i < 5; i++)
            leads.Add((await source.CaptureAsync(SampleLeads.One())).LeadId);
        await Eventually.HoldsAsync(async () => (await graph.LeadIdsAsync(Guid.Empty, 100, Cancellation)).Count == leads.Count);
        var stray = new GraphLeads().One();
        await graph.ForgetAsync([leads[2]], Cancellation);
        await graph.WriteAsync([stray], Cancellation);

        using var answer = await admin.PostAsync("/v1/graph/rebuilds", null, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var rebuild = (await answer.Content.ReadFromJsonAsync<GraphRebuildView>(Cancellation))!;
        answer.Headers.Location!.OriginalString.ShouldBe($"/v1/graph/rebuilds/{rebuild.RebuildId}");
        await Eventually.HoldsAsync(async () => GraphRebuildStatus.IsEnd((rebuild = (await admin.GetFromJsonAsync<GraphRebuildView>(answer.Headers.Location, Cancellation))!).Status));
        (rebuild.Status, rebuild.Written, rebuild.Total, rebuild.Removed).ShouldBe((GraphRebuildStatus.Done, 5, 5, 1));
        (await graph.LeadIdsAsync(Guid.Empty, 100, Cancellation)).ShouldBe(leads);
    }

    [Fact]
    public async Task A_rebuild_that_was_broken_off_goes_on_where_it_stood_and_a_cancelled_one_does_not()
    {
        var database = await service.NewMigratedDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        var nats = await service.NewNatsAsync();
        List<Guid> leads = [];
        await using (var first = service.NewInstance(("ConnectionStrings:leads", database), ("ConnectionStrings:nats", nats)))
        {
            for (var i = 0; i < 4; i++)
                leads.Add((await service.NewSource(first).CaptureAsync(SampleLeads.One())).LeadId);
            await Eventually.HoldsAsync(async () => await CountAsync(source, "graph_lead") == 4);
        }

        var (broken, cancelled) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync(source, $"TRUNCATE graph_lead, graph_ring; INSERT INTO graph_rebuild VALUES ('{cancelled}', 'cancelled', '{leads[0]}', 1, 4, 0, now(), now())");
        await ExecuteAsync(source, $"INSERT INTO graph_rebuild VALUES ('{broken}', 'running', '{leads[1]}', 2, 4, 0, now())");
        await using var second = service.NewInstance(("ConnectionStrings:leads", database), ("ConnectionStrings:nats", nats));

        await Eventually.HoldsAsync(async () => (await AdminOf(second).GetFromJsonAsync<GraphRebuildView>($"/v1/graph/rebuilds/{broken}", Cancellation))!.Status == GraphRebuildStatus.Done);

        (await AdminOf(second).GetFromJsonAsync<GraphRebuildView>($"/v1/graph/rebuilds/{broken}", Cancellation))!.Written.ShouldBe(4);
        (await AdminOf(second).GetFromJsonAsync<GraphRebuildView>($"/v1/graph/rebuilds/{cancelled}", Cancellation))!.Written.ShouldBe(1);
        (await second.Services.GetRequiredService<ILeadGraph>().LeadIdsAsync(Guid.Empty, 10, Cancellation)).ShouldBe(leads[2..]);
    }

    [Fact]
    public async Task A_rebuild_is_cancelled_and_only_one_runs_at_a_time()
    {
        await using var own = await service.NewInstanceOfItsOwnAsync();
        var (admin, table) = (AdminOf(own), own.Services.GetRequiredService<DataService.Graph.Rebuilding.RebuildTable>());
        var database = own.Services.GetRequiredService<NpgsqlDataSource>();
        // Held by somebody else, so that the rebuild waits.
        await using var holding = await database.OpenConnectionAsync(Cancellation);
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({0x4c50_5265_6275_696c})", holding))
            await take.ExecuteNonQueryAsync(Cancellation);

        var first = await StartAsync(admin);
        var second = await StartAsync(admin);
        using var answer = await admin.PostAsync($"/v1/graph/rebuilds/{first.RebuildId}/cancel", null, Cancellation);

        second.RebuildId.ShouldBe(first.RebuildId);
        (await answer.Content.ReadFromJsonAsync<GraphRebuildView>(Cancellation))!.Status.ShouldBe(GraphRebuildStatus.Cancelled);
        (await table.AdvanceAsync(first.RebuildId, Guid.Empty, 1, 0, Cancellation)).ShouldBeFalse();
        (await StartAsync(admin)).RebuildId.ShouldNotBe(first.RebuildId);
        (await admin.PostAsync($"/v1/graph/rebuilds/{Guid.NewGuid()}/cancel", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await service.Manager().PostAsync("/v1/graph/rebuilds", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_erased_consumer_leaves_the_graph_and_a_late_writer_does_not_bring_them_back()
    {
        await using var own = await service.NewInstanceOfItsOwnAsync();
        var (graph, database) = (own.Services.GetRequiredService<ILeadGraph>(), own.Services.GetRequiredService<NpgsqlDataSource>());
        var lead = await service.NewSource(own).CaptureAsync(SampleLeads.One());
        await Eventually.HoldsAsync(async () => (await graph.LeadIdsAsync(Guid.Empty, 10, Cancellation)).Count == 1);
        var known = (await graph.NeighbourhoodAsync(lead.LeadId, 2, 10, Cancellation))!.Leads[0];
        // As an erasure leaves it.
        await ExecuteAsync(database, $"UPDATE consumer_contact SET document = '\\x000000019a00000000' WHERE lead_id = '{lead.LeadId}'");

        await own.Services.GetServices<IForgetsConsumers>().Single(store => store.Name == "graph").ForgetAsync([lead.LeadId], Cancellation);
        (await graph.LeadIdsAsync(Guid.Empty, 10, Cancellation)).ShouldBeEmpty();
        await own.Services.GetRequiredService<GraphWriter>().WriteAsync([known], Cancellation);

        (await graph.LeadIdsAsync(Guid.Empty, 10, Cancellation)).ShouldBeEmpty();
    }

    private static async Task<GraphRebuildView> StartAsync(HttpClient admin)
    {
        using var answer = await admin.PostAsync("/v1/graph/rebuilds", null, Cancellation);
        return (await answer.Content.ReadFromJsonAsync<GraphRebuildView>(Cancellation))!;
    }

    private HttpClient AdminOf(ServiceFactory instance)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Admin));
        return client;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string table)
    {
        await using var command = database.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
