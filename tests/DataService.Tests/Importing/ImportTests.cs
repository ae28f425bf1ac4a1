using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Importing;

public sealed class ImportTests(RunningDataService service)
{
    [Fact]
    public async Task A_csv_whose_columns_are_understood_waits_with_a_preview_and_runs_when_told_to()
    {
        var source = Source();
        var import = await source.Http.ImportAsync(LeadFile.Csv(3));

        import.Status.ShouldBe("waiting");
        import.Guessed.ShouldBeTrue();
        import.Mapping!["contact.firstName"].ShouldBe("{First Name}");
        import.Mapping["contact.phone"].ShouldBe("{Mobile}");
        import.Mapping["details.vehicleYear"].ShouldBe("{Vehicle Year}");
        import.Preview!.Problems.ShouldBeEmpty();
        import.Preview.Rows.Count.ShouldBe(3);
        import.Preview.Rows[0].Values["contact.address.street"].ShouldBe("0 Main Street, Apt 2");
        import.Preview.Rows.ShouldAllBe(row => row.Errors.Count == 0);
        (await source.CountAsync()).ShouldBe(0);

        using var run = await source.Http.PostAsync(import.Links.Run, null);
        run.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var end = await source.Http.EndOfAsync(import.ImportId);

        end.Status.ShouldBe("done");
        end.Progress.Captured.ShouldBe(3);
        end.Progress.BytesRead.ShouldBe(end.Progress.FileBytes);
        (await source.CountAsync()).ShouldBe(3);
        var lead = await FirstLeadAsync(source);
        lead.Consent.Text.ShouldBe("I agree to \"calls\", texts and e-mails.");
        lead.Consent.Channels.ShouldBe(["phone", "sms"]);
        lead.Details!.Value.GetProperty("vehicleYear").GetString().ShouldBe("2021");
    }

    [Fact]
    public async Task A_mapping_fills_fields_from_columns_and_from_text_and_reads_dates_and_numbers()
    {
        var source = Source();
        var csv = "\uFEFFName;Surname;Nr;Born;When;Premium;Insured\r\n Ada ;\"By\"\"ron\";7;02/03/1990;31.01.2026 17:05;1200.50;yes\r\n";
        var mapping = Mapping(("contact.firstName", "{Name}"), ("contact.lastName", "{Surname}"), ("contact.email", $"lead-{{Nr}}.{LeadFile.NewTag()}@example.com"),
            ("contact.dateOfBirth", "{Born|MM/dd/yyyy}"), ("consent.capturedAt", "{When|dd.MM.yyyy HH:mm}"), ("details.premium:number", "{Premium}"), ("details.insured:boolean", "{Insured}"));
        var import = await source.Http.ImportAsync(csv, mapping, form: true);

        import.FileName.ShouldBe("leads.csv");
        (await source.Http.EndOfAsync(import.ImportId)).Progress.Captured.ShouldBe(1);
        var lead = await FirstLeadAsync(source);
        lead.Contact.LastName.ShouldBe("By\"ron");
        lead.Contact.DateOfBirth.ShouldBe(new DateOnly(1990, 2, 3));
        lead.Consent.CapturedAt.ShouldBe(new DateTimeOffset(2026, 1, 31, 17, 5, 0, TimeSpan.Zero));
        lead.Details!.Value.GetRawText().Replace(" ", "", StringComparison.Ordinal).ShouldBe("""{"insured":true,"premium":1200.50}""");
    }

    [Fact]
    public async Task Rows_go_through_the_rules_duplicates_and_suppressions_of_the_api_and_every_captured_one_has_its_event()
    {
        var source = Source();
        var tag = LeadFile.NewTag();
        var csv = $"{LeadFile.Header}\n{LeadFile.Row(1, tag)}\n{LeadFile.Row(1, tag)}\n{LeadFile.Row(2, tag).Replace("NY,10001", "TX,10001", StringComparison.Ordinal)}\n{LeadFile.Row(3, tag)}\n";
        await using var changes = await Changes.OpenAsync(source.Http);
        var import = await source.Http.ImportAsync(csv, query: "run=true");
        var end = await source.Http.EndOfAsync(import.ImportId);

        end.Progress.ShouldSatisfyAllConditions(
            progress => progress.RowsRead.ShouldBe(4), progress => progress.Captured.ShouldBe(2), progress => progress.Duplicate.ShouldBe(1), progress => progress.Refused.ShouldBe(1));
        var refused = await source.Http.GetStringAsync(end.Links.Refused);
        refused.ShouldStartWith($"row,reasons,{LeadFile.Header}\r\n3,contact.address.postalCode mismatch: This ZIP code does not lie in TX.,auto,Ada,");
        refused.Split("\r\n").Length.ShouldBe(3);

        // Recorded like any lead once its event has gone round: the stream of changes is fed by what the other services publish.
        var page = await source.Http.GetFromJsonAsync<Page<LeadListItem>>("/v1/leads");
        var captured = page!.Items.First(item => item.Status == "received").LeadId;
        await service.PublishAsync(LeadEventsOf.Qualified(captured));
        await changes.UntilAsync(captured, "qualified");
    }

    [Fact]
    public async Task Refused_rows_can_be_mended_and_imported_again()
    {
        var source = Source();
        var tag = LeadFile.NewTag();
        var bad = LeadFile.Row(1, tag).Replace("10001", "abc", StringComparison.Ordinal).Replace(",,1990", ",+1 907 555 0123,1990", StringComparison.Ordinal);
        var import = await source.Http.ImportAsync($"{LeadFile.Header}\n{bad}\n", query: "run=true");
        await source.Http.EndOfAsync(import.ImportId);
        var refused = await source.Http.GetStringAsync(import.Links.Refused);

        refused.ShouldContain(",'+1 907 555 0123,");
        var again = await source.Http.ImportAsync(refused.Replace("abc", "10001", StringComparison.Ordinal), query: "run=true");
        (await source.Http.EndOfAsync(again.ImportId)).Progress.Captured.ShouldBe(1);
        (await FirstLeadAsync(source)).Contact.Phone.ShouldBe("+19075550123");
    }

    [Fact]
    public async Task Packed_json_lines_in_the_shape_of_the_api_need_no_mapping()
    {
        var source = Source();
        var lines = string.Join('\n', Enumerable.Range(0, 20).Select(_ => SampleLeads.One().ToJsonString())) + "\n{\"line\":\"auto\"}\nnot json\n";
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(lines));
        using var answer = await source.Http.PostImportAsync(packed.ToArray());
        var import = (await answer.Content.ReadFromJsonAsync<ImportView>())!;

        import.ShouldSatisfyAllConditions(view => view.Format.ShouldBe("jsonl"), view => view.Packed.ShouldBeTrue(), view => view.Mapping.ShouldBeNull());
        var end = await source.Http.EndOfAsync(import.ImportId);
        end.Progress.Captured.ShouldBe(20);
        end.Progress.Refused.ShouldBe(2);
        (await source.Http.GetStringAsync(end.Links.Refused)).ShouldMatch("22,\"?invalid_json: The body is not valid JSON .*,not json\r\n$");
    }

    [Fact]
    public async Task Json_lines_of_another_shape_are_mapped_by_their_paths()
    {
        var source = Source();
        var line = new JsonObject { ["who"] = new JsonObject { ["given"] = "Ada", ["family"] = "Byron", ["mail"] = $"a.{LeadFile.NewTag()}@example.com" }, ["tags"] = new JsonArray("a", "b") };
        var mapping = Mapping(("contact.firstName", "{who.given}"), ("contact.lastName", "{who.family}"), ("contact.email", "{who.mail}"), ("details.tags", "{tags}"), ("consent.capturedAt", "2026-01-31T17:05:00Z"));
        var import = await source.Http.ImportAsync(line.ToJsonString(), mapping);

        (await source.Http.EndOfAsync(import.ImportId)).Progress.Captured.ShouldBe(1);
        (await FirstLeadAsync(source)).Details!.Value.GetProperty("tags").GetString().ShouldBe("a;b");
    }

    [Fact]
    public async Task A_mapping_kept_under_a_name_is_used_by_it()
    {
        var source = Source();
        var mapping = Mapping(("contact.firstName", "{First Name}"), ("contact.lastName", "{Last Name}"), ("contact.email", "{E-mail}"), ("consent.capturedAt", "{Consented at}"));
        var first = await source.Http.ImportAsync(LeadFile.Csv(1), mapping, "saveAs=ours");
        await source.Http.EndOfAsync(first.ImportId);
        var second = await source.Http.ImportAsync(LeadFile.Csv(1), query: "mapping=ours");

        second.Guessed.ShouldBeFalse();
        (await source.Http.EndOfAsync(second.ImportId)).Progress.Captured.ShouldBe(1);
        var saved = await source.Http.GetFromJsonAsync<Page<MappingView>>("/v1/imports/mappings");
        saved!.Items.ShouldHaveSingleItem().Name.ShouldBe("ours");
        var (status, problem) = await RefusedAsync(Source().Http, LeadFile.Csv(1), "mapping=ours");
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("unknown");
    }

    [Fact]
    public async Task A_guess_that_is_not_whole_never_runs_by_itself_and_says_what_is_missing()
    {
        var source = Source();
        var import = await source.Http.ImportAsync("First,Last,Phone\nAda,Byron,(907) 555-0124\n", query: "run=true");

        import.Status.ShouldBe("waiting");
        import.Preview!.Problems.Select(problem => problem.Path).ShouldBe(
            ["mapping.line", "mapping.contact.address.state", "mapping.contact.address.postalCode", "mapping.consent.text", "mapping.consent.channels", "mapping.consent.capturedAt"]);
        using var refused = await source.Http.PostAsync(import.Links.Run, null);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var mapping = Mapping(("contact.firstName", "{First}"), ("contact.lastName", "{Last}"), ("contact.phone", "{Phone}"), ("consent.capturedAt", "2026-01-31T17:05:00Z"));
        using var run = await source.Http.PostAsJsonAsync(import.Links.Run, new RunImport(mapping, "completed"));
        run.StatusCode.ShouldBe(HttpStatusCode.Accepted, await run.Content.ReadAsStringAsync());
        (await source.Http.EndOfAsync(import.ImportId)).Progress.RowsRead.ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"line\":\"auto\",\"contact.nickname\":\"{First Name}\"}", "mapping.contact.nickname", "unknown_member")]
    [InlineData("{\"line\":\"{Product}\"}", "mapping.line", "unknown_column")]
    public async Task A_mapping_that_does_not_fit_is_refused_with_what_is_wrong(string mapping, string path, string code)
    {
        var (status, problem) = await RefusedAsync(Source().Http, LeadFile.Csv(1), "mapping=" + Uri.EscapeDataString(mapping));

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("errors").EnumerateArray().ShouldContain(error => error.GetProperty("path").GetString() == path && error.GetProperty("code").GetString() == code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0000\u0001\u0002")]
    public async Task What_is_no_text_is_refused(string content)
    {
        var (status, problem) = await RefusedAsync(Source().Http, content, "");

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("code").GetString().ShouldBe("validation");
    }

    [Fact]
    public async Task A_cancelled_import_captures_nothing_more_and_keeps_what_it_has()
    {
        var source = Source();
        var import = await source.Http.ImportAsync(LeadFile.Csv(40_000), query: "run=true");
        await source.Http.FollowAsync(import.ImportId, view => view.Progress.RowsRead > 0);
        using var cancelled = await source.Http.DeleteAsync(import.Links.Self);

        (await cancelled.Content.ReadFromJsonAsync<ImportView>())!.Status.ShouldBe("cancelled");
        var end = await source.Http.EndOfAsync(import.ImportId);
        end.Progress.RowsRead.ShouldBeInRange(1, 39_999);
        using var again = await source.Http.PostAsync(import.Links.Run, null);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Imports_are_seen_by_their_source_and_by_managers_alone()
    {
        var source = Source();
        var import = await source.Http.ImportAsync(LeadFile.Csv(1));

        foreach (var (client, status) in new[] { (Source().Http, HttpStatusCode.NotFound), (service.Manager(), HttpStatusCode.OK), (service.Client(Roles.Agent, Guid.NewGuid()), HttpStatusCode.Forbidden) })
        {
            using var answer = await client.GetAsync(import.Links.Self);
            answer.StatusCode.ShouldBe(status);
        }

        var (refused, problem) = await RefusedAsync(service.Manager(), LeadFile.Csv(1), "");
        refused.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("sourceId");
        var given = await service.Manager().ImportAsync(LeadFile.Csv(1), query: $"sourceId={source.SourceId}&publisherId={source.PublisherId}");
        var page = await source.Http.GetFromJsonAsync<Page<ImportView>>("/v1/imports");
        page!.Items.Select(item => item.ImportId).ShouldBe([given.ImportId, import.ImportId]);
    }

    [Fact]
    public async Task The_education_leads_import_with_their_columns_as_details()
    {
        var path = SampleLeads.Find("leads.csv", "x-education");
        Assert.SkipWhen(path is null, "The sample data does not lie beside the repository.");
        var source = Source();
        var csv = await File.ReadAllTextAsync(path!);
        var tag = LeadFile.NewTag();
        var mapping = Mapping(("contact.firstName", "Prospect"), ("contact.lastName", "{Prospect ID}"), ("contact.email", $"{{Prospect ID}}.{tag}@example.com"),
            ("consent.capturedAt", "2026-01-31T17:05:00Z"), ("details.origin", "{Lead Origin}"), ("details.visits:number", "{TotalVisits}"),
            ("details.converted:boolean", "{Converted}"), ("details.tags", "{Tags}"), ("details.city", "{City}"));
        var import = await source.Http.ImportAsync(csv, mapping);
        var end = await source.Http.EndOfAsync(import.ImportId);

        end.Progress.RowsRead.ShouldBe(6449);
        end.Progress.Captured.ShouldBe(6449);
        var lead = await FirstLeadAsync(source);
        lead.Details!.Value.GetProperty("origin").GetString().ShouldNotBeNullOrEmpty();
        lead.Details!.Value.GetProperty("visits").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    private static Dictionary<string, string> Mapping(params (string Field, string Template)[] fields)
    {
        var mapping = new Dictionary<string, string>
        {
            ["line"] = "auto",
            ["contact.address.state"] = "NY",
            ["contact.address.postalCode"] = "10001",
            ["consent.text"] = "I agree.",
            ["consent.channels"] = "email",
        };
        foreach (var (field, template) in fields)
            mapping[field] = template;
        return mapping;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Problem)> RefusedAsync(HttpClient client, string content, string query)
    {
        using var answer = await client.PostImportAsync(Encoding.UTF8.GetBytes(content), query: query);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static async Task<LeadView> FirstLeadAsync(SourceClient source)
    {
        var page = await source.Http.GetFromJsonAsync<Page<LeadListItem>>("/v1/leads?limit=1");
        return (await source.Http.GetLeadAsync(page!.Items[0].LeadId))!;
    }

    private SourceClient Source() => service.NewSource();
}
