using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Exporting;
using LeadPlatform.DataService.Tests.Importing;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Exporting;

public sealed class ExportTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_holds_the_whole_lead_under_the_documented_columns()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        var captured = await source.CaptureAsync(post);

        var row = (await source.Http.ExportRowsAsync()).ShouldHaveSingleItem();

        row.Keys.ShouldBe(LeadCsv.Names);
        var lead = (await source.Http.GetLeadAsync(captured.LeadId))!;
        row["lead.id"].ShouldBe(captured.LeadId.ToString());
        row["lead.status"].ShouldBe(lead.Status);
        row["contact.lastName"].ShouldBe(lead.Contact.LastName);
        row["contact.phone"].ShouldBe("'" + lead.Contact.Phone);
        row["contact.address.postalCode"].ShouldBe("10001");
        row["consent.text"].ShouldBe(lead.Consent.Text);
        row["consent.channels"].ShouldBe("phone;sms;email");
        JsonElement.DeepEquals(JsonElement.Parse(row["details"]), lead.Details!.Value).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_filter_of_the_list_chooses_the_same_leads()
    {
        var source = service.NewSource();
        var auto = await source.CaptureAsync(SampleLeads.One());
        var home = await source.CaptureAsync(SampleLeads.One("home", "TX", "77512"));
        await using (var changes = await Changes.OpenAsync(source.Http))
        {
            await service.PublishAsync(LeadEventsOf.Disqualified(home.LeadId));
            await changes.UntilAsync(home.LeadId, LeadStatus.Disqualified);
        }

        (await source.Http.ExportIdsAsync()).ShouldBe([home.LeadId, auto.LeadId]);
        (await source.Http.ExportIdsAsync("line=home")).ShouldBe([home.LeadId]);
        (await source.Http.ExportIdsAsync("state=ny")).ShouldBe([auto.LeadId]);
        (await source.Http.ExportIdsAsync("status=disqualified")).ShouldBe([home.LeadId]);
        var received = Uri.EscapeDataString((await source.Http.GetLeadAsync(home.LeadId))!.ReceivedAt.ToString("O"));
        (await source.Http.ExportIdsAsync($"from={received}")).ShouldBe([home.LeadId]);
        (await source.Http.ExportIdsAsync($"to={received}")).ShouldBe([auto.LeadId]);
        (await source.Http.ExportIdsAsync($"q={auto.LeadId}")).ShouldBe([auto.LeadId]);
        var email = Uri.EscapeDataString((await source.Http.GetLeadAsync(home.LeadId))!.Contact.Email!);
        await Eventually.HoldsAsync(async () => (await source.Http.ExportIdsAsync($"q={email}")).SequenceEqual([home.LeadId]));
    }

    [Fact]
    public async Task An_agent_exports_their_own_leads_and_nobody_elses()
    {
        var (source, agent) = (service.NewSource(), Guid.CreateVersion7());
        var (mine, others) = (await source.CaptureAsync(SampleLeads.One()), await source.CaptureAsync(SampleLeads.One()));
        await using (var changes = await Changes.OpenAsync(source.Http))
        {
            await service.PublishAsync(LeadEventsOf.Assigned(mine.LeadId, agent), LeadEventsOf.Assigned(others.LeadId, Guid.CreateVersion7()));
            await changes.UntilAsync(others.LeadId, LeadStatus.Assigned);
        }

        (await service.Client(Roles.Agent, agentId: agent).ExportIdsAsync()).ShouldBe([mine.LeadId]);
        (await service.NewSource().Http.ExportIdsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task An_export_can_be_imported_again_as_it_is(string format)
    {
        var (source, other) = (service.NewSource(), service.NewSource());
        var post = SampleLeads.One();
        post["notes"] = "=SUM(1) is \"no\" formula;\nit says";
        var first = (await source.Http.GetLeadAsync((await source.CaptureAsync(post)).LeadId))!;

        var import = await other.Http.ImportAsync(await source.Http.ExportAsync($"format={format}"), query: "run=true");
        var end = await other.Http.EndOfAsync(import.ImportId);

        end.Progress.Refused.ShouldBe(0, await other.Http.GetStringAsync($"/v1/imports/{import.ImportId}/refused", Cancellation));
        var id = (await other.Http.ExportIdsAsync()).ShouldHaveSingleItem();
        var again = (await other.Http.GetLeadAsync(id))!;
        again.Contact.ShouldBe(first.Contact);
        (again.Notes, again.SubId, again.Line, again.Consent.Text, again.Consent.CapturedAt).ShouldBe((first.Notes, first.SubId, first.Line, first.Consent.Text, first.Consent.CapturedAt));
        JsonElement.DeepEquals(again.Details!.Value, first.Details!.Value).ShouldBeTrue(again.Details.ToString());
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    public async Task What_a_spreadsheet_would_run_has_an_apostrophe_before_it(string text)
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        post["notes"] = text;
        await source.CaptureAsync(post);

        (await source.Http.ExportRowsAsync()).ShouldHaveSingleItem()["notes"].ShouldBe("'" + text);
    }

    [Fact]
    public async Task Who_takes_gzip_gets_the_same_packed()
    {
        var source = service.NewSource();
        await source.CaptureAsync(SampleLeads.One());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/leads/export");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        using var answer = await source.Http.SendAsync(request, Cancellation);

        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(Cancellation), CompressionMode.Decompress);
        (await new StreamReader(unpacked).ReadToEndAsync(Cancellation)).ShouldBe(await source.Http.ExportAsync());
    }

    [Fact]
    public async Task An_export_that_fails_midway_breaks_off()
    {
        var database = await service.NewMigratedDatabaseAsync();
        await using var instance = service.NewInstance(("ConnectionStrings:leads", database), ("ConnectionStrings:nats", await service.NewNatsAsync()), ("Exports:PageSize", "100"));
        var source = service.NewSource(instance);
        await source.CaptureAsync(SampleLeads.One());
        await ManyLeads.MultiplyAsync(database, 1_000);
        await using (var connections = NpgsqlDataSource.Create(database))
        await using (var harm = connections.CreateCommand("UPDATE consumer_contact SET document = '{]' WHERE lead_id = (SELECT min(lead_id::text)::uuid FROM lead)"))
            (await harm.ExecuteNonQueryAsync(Cancellation)).ShouldBe(1);

        using var answer = await source.Http.GetAsync("/v1/leads/export?format=jsonl", HttpCompletionOption.ResponseHeadersRead, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Wrong_parameters_are_named_together()
    {
        using var answer = await service.Manager().GetAsync("/v1/leads/export?format=xlsx&line=boats", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(["line", "format"]);
    }
}
