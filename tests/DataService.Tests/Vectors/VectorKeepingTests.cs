using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.DataService.Tests.Vectors.StandIn;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>How vectors come into the database and from there into the index, on databases of their own.</summary>
public sealed class VectorKeepingTests(RunningDataService service)
{
    // As the version before wrote it.
    private const string OldCapture =
        """
        INSERT INTO consent_wording (wording_id, text, sellers, channels) VALUES ('00000000-0000-0000-0000-000000000001', 'I agree.', '{}', '{}') ON CONFLICT DO NOTHING;
        INSERT INTO lead (lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, received_at, updated_at, status, wording_id, consent_at)
            SELECT id, id, id, id, 'auto', 'NY', '10001', now(), now(), 'received', '00000000-0000-0000-0000-000000000001', now() FROM unnest(@ids) AS id;
        INSERT INTO consumer_contact (lead_id, consumer_id, document) SELECT id, id, convert_to('{"firstName":"Ada","lastName":"Byron"}', 'UTF8') FROM unnest(@ids) AS id;
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leads_that_were_there_before_the_upgrade_get_their_vectors_after_it()
    {
        var connection = await service.NewDatabaseAsync();
        await RunningDataService.MigrateAsync(connection, "SuppressionIds");
        await using var database = NpgsqlDataSource.Create(connection);
        await InsertAsync(database, 1_300);
        await RunningDataService.MigrateAsync(connection);

        await using var own = service.NewInstance([.. Quick, ("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", await service.NewNatsAsync())]);

        var view = await UntilAsync(own, view => view.Rebuild?.Status == RebuildStatus.Done && view.Indexed == 1_300);
        (view.Stored, view.Rebuild!.Done, view.Rebuild.Total).ShouldBe((1_300, 1_300, 1_300));
    }

    [Fact]
    public async Task An_event_that_comes_again_and_a_rebuild_write_nothing_that_is_there_already()
    {
        var (own, connection) = await NewInstanceAsync();
        await using var instance = own;
        await using var database = NpgsqlDataSource.Create(connection);
        var source = service.NewSource(own);
        var lead = await source.CaptureAsync(SampleLeads.One());
        await UntilAsync(own, view => view.Indexed == 1);
        var written = await ScalarAsync<string>(database, "SELECT written_in::text FROM lead_vector");

        var other = await source.CaptureAsync(SampleLeads.One());
        await own.Services.GetRequiredService<EventPublisher>().PublishAsync(
            [OutgoingEvent.Create(LeadEvents.Received, lead.LeadId, new LeadReceived("auto", "NY", "10001", source.SourceId, source.PublisherId), EventJson.Default.LeadReceived, DateTimeOffset.UtcNow)], Token);
        await UntilAsync(own, view => view.Indexed == 2);
        await RebuildAsync(own);

        (await ScalarAsync<string>(database, $"SELECT written_in::text FROM lead_vector WHERE lead_id = '{lead.LeadId}'")).ShouldBe(written);
        (await ScalarAsync<long>(database, "SELECT count(*) FROM lead_vector")).ShouldBe(2);
        other.LeadId.ShouldNotBe(lead.LeadId);
    }

    [Fact]
    public async Task A_lead_that_must_have_no_vector_leaves_every_index_and_gets_none_again()
    {
        var (own, connection) = await NewInstanceAsync();
        await using var instance = own;
        var source = service.NewSource(own);
        var (gone, stays) = (await source.CaptureAsync(SampleLeads.One()), await source.CaptureAsync(SampleLeads.One()));
        await UntilAsync(own, view => view.Indexed == 2);
        await using var second = service.NewInstance([.. Quick, ("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", await service.NewNatsAsync())]);
        await UntilAsync(second, view => view.Indexed == 2);

        await own.Services.GetServices<IForgetsConsumers>().Single(store => store.Name == "vectors").ForgetAsync([gone.LeadId], Token);
        await UntilAsync(own, view => view.Indexed == 1);
        await UntilAsync(second, view => view.Indexed == 1);
        await RebuildAsync(own);

        (await UntilAsync(own, view => view.Indexed == 1)).Stored.ShouldBe(1);
        (await SimilarLeadsTests.SearchAsync(source.Http, new LeadSearch("auto"))).Items.Select(item => item.Lead.LeadId).ShouldBe([stays.LeadId]);
    }

    [Fact]
    public async Task With_qdrant_leads_are_searched_there_and_a_rebuild_moves_the_alias_while_they_are()
    {
        await using var qdrant = await QdrantStandIn.StartAsync();
        var (own, _) = await NewInstanceAsync(("Vectors:Provider", "qdrant"), ("ConnectionStrings:qdrant", qdrant.ConnectionString));
        await using var instance = own;
        var source = service.NewSource(own);
        var one = await SimilarLeadsTests.CaptureAsync(source, "auto", "WY", "82001", """{ "vehicleYear": 2019 }""", null);
        var twin = await SimilarLeadsTests.CaptureAsync(source, "auto", "WY", "82001", """{ "vehicleYear": 2019 }""", null);
        var foreign = await SimilarLeadsTests.CaptureAsync(service.NewSource(own), "auto", "WY", "82001", """{ "vehicleYear": 2019 }""", null);
        await UntilAsync(own, view => view.Indexed == 3);
        (await source.Http.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{one}/similar", Token))!.Items.Select(item => item.Lead.LeadId).ShouldBe([twin]);
        var before = qdrant.Names().Aliases["leads"];

        var rebuilt = RebuildAsync(own);
        while (!rebuilt.IsCompleted)
            (await SimilarLeadsTests.SearchAsync(source.Http, new LeadSearch("auto in Wyoming"))).Items.Count.ShouldBe(2);
        await rebuilt;

        var (collections, aliases) = qdrant.Names();
        aliases["leads"].ShouldNotBe(before);
        collections.ShouldBe([aliases["leads"]]);
        (await UntilAsync(own, view => view.Indexed == 3)).Provider.ShouldBe("qdrant");
        (await SimilarLeadsTests.SearchAsync(ManagerOf(own), new LeadSearch("auto in Wyoming"))).Items.Select(item => item.Lead.LeadId).ShouldContain(foreign);
        qdrant.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_qdrant_a_search_is_refused_for_now_captures_go_on_and_what_came_meanwhile_is_found_later()
    {
        await using var qdrant = await QdrantStandIn.StartAsync();
        var (own, _) = await NewInstanceAsync(("Vectors:Provider", "qdrant"), ("ConnectionStrings:qdrant", qdrant.ConnectionString), ("Vectors:Qdrant:Attempts", "1"));
        await using var instance = own;
        var source = service.NewSource(own);
        await UntilAsync(own, view => view.Indexed == 0);
        qdrant.Fail([.. Enumerable.Repeat(Fault.WrongKey, 40)]);

        var lead = await source.CaptureAsync(SampleLeads.One());
        using var refused = await source.Http.PostAsJsonAsync("/v1/leads/search", new LeadSearch("auto"), Token);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        await Eventually.HoldsAsync(async () => (await source.Http.PostAsJsonAsync("/v1/leads/search", new LeadSearch("auto"), Token)) is { IsSuccessStatusCode: true } found
            && (await found.Content.ReadFromJsonAsync<SimilarLeads>(Token))!.Items.Select(item => item.Lead.LeadId).SequenceEqual([lead.LeadId]));
    }

    [Fact]
    public async Task Two_instances_with_qdrant_share_the_work_and_the_second_goes_on_where_the_first_ended()
    {
        await using var qdrant = await QdrantStandIn.StartAsync();
        (string, string)[] settings = [("Vectors:Provider", "qdrant"), ("ConnectionStrings:qdrant", qdrant.ConnectionString)];
        var (first, connection) = await NewInstanceAsync(settings);
        await service.NewSource(first).CaptureAsync(SampleLeads.One());
        await UntilAsync(first, view => view.Indexed == 1);
        await using var second = service.NewInstance([.. Quick, .. settings, ("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", await service.NewNatsAsync())]);
        await first.DisposeAsync();

        await service.NewSource(second).CaptureAsync(SampleLeads.One());
        await UntilAsync(second, view => view.Indexed == 2);

        qdrant.Names().Collections.Length.ShouldBe(1);
        qdrant.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_an_admin_reads_and_rebuilds_the_index()
    {
        (await service.Manager().GetAsync("/v1/vectors", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await service.Manager().PostAsync("/v1/vectors/rebuild", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var view = (await service.Client(Roles.Admin).GetFromJsonAsync<VectorsView>("/v1/vectors", Token))!;
        (view.Provider, view.Model, view.Dimensions).ShouldBe(("embedded", "local-hash-1", 384));
    }

    private static (string, string)[] Quick => [("Vectors:FollowInterval", "00:00:00.05"), ("Vectors:BatchSize", "200")];

    private async Task<(ServiceFactory Instance, string Connection)> NewInstanceAsync(params (string, string)[] settings)
    {
        var connection = await service.NewMigratedDatabaseAsync();
        return (service.NewInstance([.. Quick, ("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", await service.NewNatsAsync()), .. settings]), connection);
    }

    private HttpClient ManagerOf(ServiceFactory instance) => ClientOf(instance, Roles.Manager);

    private HttpClient ClientOf(ServiceFactory instance, string role)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(role));
        return client;
    }

    private async Task<VectorsView> UntilAsync(ServiceFactory instance, Func<VectorsView, bool> holds)
    {
        var admin = ClientOf(instance, Roles.Admin);
        VectorsView? view = null;
        await Eventually.HoldsAsync(async () => holds((view = await admin.GetFromJsonAsync<VectorsView>("/v1/vectors", Token))!));
        return view!;
    }

    private async Task RebuildAsync(ServiceFactory instance)
    {
        using var answer = await ClientOf(instance, Roles.Admin).PostAsync("/v1/vectors/rebuild", null, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var started = (await answer.Content.ReadFromJsonAsync<RebuildView>(Token))!;
        await UntilAsync(instance, view => view.Rebuild?.RebuildId == started.RebuildId && view.Rebuild.Status == RebuildStatus.Done);
    }

    private static async Task InsertAsync(NpgsqlDataSource database, int count)
    {
        await using var insert = database.CreateCommand(OldCapture);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]>("ids", [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())]));
        await insert.ExecuteNonQueryAsync(Token);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Token))!;
    }
}
