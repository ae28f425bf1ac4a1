using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Consumers;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.DataService.Tests.Caching;
using LeadPlatform.DataService.Tests.PersonalData;
using LeadPlatform.DataService.Tests.Searching;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Consumers;

public sealed class ErasureTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Admin => service.Client(Roles.Admin);

    [Fact]
    public async Task An_erased_consumer_is_nowhere_by_name_and_the_facts_of_the_lead_stay()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        post["notes"] = "calls after six";
        var captured = await source.CaptureAsync(post);
        var lead = (await source.Http.GetLeadAsync(captured.LeadId))!;
        var (email, phone, name) = (lead.Contact.Email!, lead.Contact.Phone!, lead.Contact.LastName);
        await source.Http.UntilFoundAsync(email, captured.LeadId);

        (await Admin.EraseAsync(lead.ConsumerId!.Value)).Status.ShouldBe(HttpStatusCode.NoContent);

        var left = (await source.Http.GetLeadAsync(captured.LeadId))!;
        left.ErasedAt.ShouldNotBeNull();
        (left.Contact.Email, left.Contact.Phone, left.Contact.DateOfBirth, left.Contact.Address.Street, left.Notes, left.Details, left.Consent.Ip, left.Consent.PageUrl)
            .ShouldBe((null, null, null, null, null, null, null, null));
        left.Contact.FirstName.ShouldBe("(erased)");
        (left.Line, left.Status, left.ReceivedAt, left.Contact.Address.State, left.Contact.Address.PostalCode, left.Consent.Text, left.Consent.CapturedAt, left.SourceId)
            .ShouldBe((lead.Line, lead.Status, lead.ReceivedAt, "NY", "10001", lead.Consent.Text, lead.Consent.CapturedAt, lead.SourceId));
        foreach (var text in new[] { email, phone, name })
            (await source.Http.FindAsync(text)).ShouldBeEmpty(text);
        (await source.CountAsync()).ShouldBe(1);
        await Eventually.HoldsAsync(async () =>
            (await source.Http.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline, Cancellation))!.Items.Any(item => item.Type == LeadEvents.Erased));
        var export = await Admin.ExportConsumerAsync(lead.ConsumerId.Value);
        export.ErasedAt.ShouldNotBeNull();
        export.Leads.ShouldHaveSingleItem().MatchedBy.Values.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public async Task Who_comes_again_after_an_erasure_is_nobodys_duplicate()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        var first = await source.CaptureAsync(post);
        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Duplicate);

        (await Admin.EraseAsync(first.LeadId)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Received);
    }

    [Fact]
    public async Task An_erasure_leaves_nothing_readable_in_the_cache_of_any_instance()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var lead = await instances.Source.CaptureAsync(SampleLeads.One());
        await instances.Manager.GetLeadAsync(lead.LeadId);
        (await instances.OtherManager.GetStringAsync(lead.Links.Self, Cancellation)).ShouldContain("Byron");

        (await instances.Client(instances.One, service.Issuer.Token(Roles.Admin)).EraseAsync(lead.LeadId)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await instances.OtherManager.GetStringAsync(lead.Links.Self, Cancellation)).ShouldNotContain("Byron");
        (await instances.Manager.GetStringAsync(lead.Links.Self, Cancellation)).ShouldNotContain("Byron");
    }

    [Fact]
    public async Task Under_legal_hold_nothing_is_erased_until_it_is_lifted()
    {
        var source = service.NewSource();
        var captured = await source.CaptureAsync(SampleLeads.One());
        using (var held = await Admin.HoldAsync(captured.LeadId))
        {
            held.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await held.Content.ReadFromJsonAsync<LegalHoldView>(Cancellation))!.Reason.ShouldBe("case 26-117");
        }

        (await Admin.EraseAsync(captured.LeadId)).ShouldBe((HttpStatusCode.Conflict, "legal_hold"));
        (await source.Http.GetLeadAsync(captured.LeadId))!.Contact.FirstName.ShouldBe("Ada");
        (await Admin.ExportConsumerAsync(captured.LeadId)).LegalHold!.Reason.ShouldBe("case 26-117");

        (await Admin.LiftHoldAsync(captured.LeadId)).ShouldBe(HttpStatusCode.NoContent);
        (await Admin.LiftHoldAsync(captured.LeadId)).ShouldBe(HttpStatusCode.NotFound);
        (await Admin.EraseAsync(captured.LeadId)).Status.ShouldBe(HttpStatusCode.NoContent);
        using var late = await Admin.HoldAsync(captured.LeadId);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public async Task A_hold_without_a_reason_is_refused(string? reason)
    {
        var captured = await service.NewSource().CaptureAsync(SampleLeads.One());
        using var answer = await Admin.HoldAsync(captured.LeadId, reason);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Nobody_but_an_admin_reaches_consumers_and_one_that_does_not_exist_is_not_found()
    {
        var captured = await service.NewSource().CaptureAsync(SampleLeads.One());
        foreach (var client in new[] { service.Manager(), service.Client(Roles.Agent, agentId: Guid.CreateVersion7()), service.NewSource().Http })
        {
            (await client.EraseAsync(captured.LeadId)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await client.GetAsync($"/v1/consumers/{captured.LeadId}/export", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await client.HoldAsync(captured.LeadId)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await Admin.EraseAsync(Guid.CreateVersion7())).ShouldBe((HttpStatusCode.NotFound, "not_found"));
        (await Admin.HoldAsync(Guid.CreateVersion7())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_erasure_holds_after_the_database_was_brought_back_to_before_it()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var notes = Directory.CreateTempSubdirectory("leadplatform-erasures-");
        (string, string)[] settings = [("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", await service.NewNatsAsync()), ("Erasures:Folder", notes.FullName)];
        Guid erased, other;
        byte[] document;
        await using (var instance = service.NewInstance(settings))
        {
            var source = service.NewSource(instance);
            (erased, other) = ((await source.CaptureAsync(SampleLeads.One())).LeadId, (await source.CaptureAsync(SampleLeads.One())).LeadId);
            document = await database.ScalarAsync<byte[]>($"SELECT document FROM consumer_contact WHERE lead_id = '{erased}'");
            (await AdminOf(instance).EraseAsync(erased)).Status.ShouldBe(HttpStatusCode.NoContent);
        }

        // What a backup holds: the document with its key, and nothing of the erasure.
        await database.ScalarAsync<Guid>($"DELETE FROM erasure WHERE consumer_id = '{erased}' RETURNING consumer_id");
        await using (var restore = database.CreateCommand("UPDATE consumer_contact SET document = $1 WHERE lead_id = $2"))
        {
            restore.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = document });
            restore.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = erased });
            (await restore.ExecuteNonQueryAsync(Cancellation)).ShouldBe(1);
        }

        await using (var again = service.NewInstance(settings))
        {
            // At once: the start does not end before.
            (await AdminOf(again).GetLeadAsync(erased))!.ErasedAt.ShouldNotBeNull();
            (await AdminOf(again).GetLeadAsync(other))!.Contact.FirstName.ShouldBe("Ada");
        }

        notes.Delete(recursive: true);
    }

    [Fact]
    public async Task A_store_that_was_away_forgets_later_and_tells_in_the_export_what_it_holds()
    {
        var store = new Store { Away = true };
        await using var instance = new WithStore(
            service.Settings(await service.NewMigratedDatabaseAsync(), await service.NewNatsAsync()).Append(new("Erasures:RetryInterval", "00:00:00.05")).ToDictionary(), store);
        instance.UseKestrel(0);
        instance.StartServer();
        var admin = instance.CreateClient();
        admin.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Admin));
        var publisher = instance.CreateClient();
        publisher.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Source, sourceId: Guid.CreateVersion7(), publisherId: Guid.CreateVersion7()));
        var leadId = (await new SourceClient(publisher, Guid.Empty, Guid.Empty).CaptureAsync(SampleLeads.One())).LeadId;
        (await admin.ExportConsumerAsync(leadId)).Stores["test-store"].GetProperty("leads").GetInt32().ShouldBe(1);

        (await admin.EraseAsync(leadId)).Status.ShouldBe(HttpStatusCode.NoContent);
        store.Forgotten.ShouldBeEmpty();
        store.Away = false;

        await Eventually.HoldsAsync(() => store.Forgotten.Contains(leadId));
        await Eventually.HoldsAsync(async () => await instance.Services.GetRequiredService<NpgsqlDataSource>().ScalarAsync<int>("SELECT cardinality(pending) FROM erasure") == 0);
    }

    private HttpClient AdminOf(ServiceFactory instance)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Admin));
        return client;
    }

    private sealed class Store : IForgetsConsumers
    {
        public volatile bool Away;

        public string Name => "test-store";

        public System.Collections.Concurrent.ConcurrentBag<Guid> Forgotten { get; } = [];

        public Task ForgetAsync(IReadOnlyCollection<Guid> leadIds, CancellationToken cancellationToken)
        {
            if (Away)
                throw new HttpRequestException("The store is away.");
            foreach (var leadId in leadIds)
                Forgotten.Add(leadId);
            return Task.CompletedTask;
        }

        public Task<JsonNode?> TellAsync(IReadOnlyCollection<Guid> leadIds, CancellationToken cancellationToken) =>
            Task.FromResult<JsonNode?>(new JsonObject { ["leads"] = leadIds.Count });
    }

    private sealed class WithStore(IReadOnlyDictionary<string, string> settings, Store store) : WebApplicationFactory<CaptureOptions>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureTestServices(services => services.AddSingleton<IForgetsConsumers>(store));
        }
    }
}
