using System.Text;
using System.Text.Json;
using LeadPlatform.Cli.Tests.Hosting;
using LeadPlatform.Contracts.Events;
using LeadPlatform.TestHost;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Npgsql;

[assembly: AssemblyFixture(typeof(RunningPlatform))]

namespace LeadPlatform.Cli.Tests.Running;

/// <summary>The tool against the whole platform.</summary>
public sealed class ToolTests(RunningPlatform platform)
{
    [Fact]
    public async Task Who_has_signed_in_is_known_until_they_sign_out()
    {
        using var tool = new LeadsTool();
        (await tool.RunAsync(RunningPlatform.DemoKey + "\n", ["login", "--server", platform.Address.AbsoluteUri, "--api-key", "-"])).ShouldEndWith(ExitCode.Ok).Output.ShouldNotContain(RunningPlatform.DemoKey);

        (await tool.RunAsync("whoami", "--json")).ShouldEndWith(ExitCode.Ok).Lines.ShouldHaveSingleItem().GetProperty("role").GetString().ShouldBe("source");
        (await tool.RunAsync("logout")).ShouldEndWith(ExitCode.Ok);
        (await tool.RunAsync("whoami", "--server", platform.Address.AbsoluteUri)).ShouldEndWith(ExitCode.NotAllowed).Errors.ShouldContain("leads login");
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_is_not_kept()
    {
        using var tool = new LeadsTool();
        (await tool.RunAsync("login", "--server", platform.Address.AbsoluteUri, "--api-key", "not-a-key")).ShouldEndWith(ExitCode.NotAllowed);
        Directory.Exists(tool.PathOf("config")).ShouldBeFalse();
    }

    [Fact]
    public async Task One_lead_over_several_lines_is_posted_and_its_outcome_waited_for()
    {
        using var tool = LeadsTool.Publisher(platform);
        var file = tool.Write("lead.json", SampleLeads.One("home", "VT", "05401").ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

        (await tool.RunAsync("post", file, "--wait", "20")).ShouldEndWith(ExitCode.Ok).Output.ShouldContain("assigned");
    }

    [Fact]
    public async Task Posting_a_file_again_doubles_nothing_and_a_wrong_line_is_told_with_its_number()
    {
        using var tool = LeadsTool.Publisher(platform);
        var bad = SampleLeads.One();
        bad["line"] = "boats";
        var file = tool.Write("leads.jsonl", string.Join('\n', Enumerable.Range(0, 20).Select(_ => SampleLeads.One().ToJsonString()).Append(bad.ToJsonString())));

        var first = (await tool.RunAsync("post", file, "--json", "--concurrency", "4")).ShouldEndWith(ExitCode.Refused);
        var again = (await tool.RunAsync("post", file, "--json")).ShouldEndWith(ExitCode.Refused);

        var ids = Ids(first);
        ids.Count.ShouldBe(20);
        Ids(again).ShouldBe(ids, ignoreOrder: true);
        var refused = first.Lines.Single(line => line.GetProperty("status").GetString() == "refused");
        refused.GetProperty("line").GetInt64().ShouldBe(21);
        refused.GetProperty("problem").GetString()!.ShouldContain("line:");
    }

    [Fact]
    public async Task A_file_is_imported_by_its_guessed_mapping_and_the_refused_rows_are_written()
    {
        using var tool = LeadsTool.Publisher(platform);
        var tag = Guid.NewGuid().ToString("N")[..12];
        var file = tool.Write("leads.csv", "Line,First Name,Last Name,E-mail,State,Zip,Consent,Channels,Consented at\n" + string.Concat(Enumerable.Range(0, 30).Select(i =>
            $"{(i == 7 ? "boats" : "auto")},Ada,Byron,ada.{i}.{tag}@example.com,NY,10001,I agree to calls.,phone,2026-01-31T17:05:00Z\n")));

        (await tool.RunAsync("import", file)).ShouldEndWith(ExitCode.Usage).Errors.ShouldContain("--yes");
        var run = (await tool.RunAsync("import", file, "--yes", "--json", "--refused", tool.PathOf("refused.csv"))).ShouldEndWith(ExitCode.Refused);

        var progress = run.Lines.ShouldHaveSingleItem().GetProperty("progress");
        (progress.GetProperty("captured").GetInt32(), progress.GetProperty("refused").GetInt32()).ShouldBe((29, 1));
        run.Errors.ShouldContain("contact.firstName = {First Name}");
        File.ReadAllLines(tool.PathOf("refused.csv")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_is_imported_by_a_mapping_of_ones_own()
    {
        using var tool = LeadsTool.Publisher(platform);
        var mapping = tool.Write("mapping.json", """
            {"line":"auto","contact.firstName":"{a}","contact.lastName":"{b}","contact.email":"{c}","contact.address.state":"NY","contact.address.postalCode":"10001",
             "consent.text":"I agree to calls.","consent.channels":"phone","consent.capturedAt":"2026-01-31T17:05:00Z"}
            """);
        var file = tool.Write("leads.csv", $"a,b,c\nAda,Byron,ada.{Guid.NewGuid():N}@example.com\n");

        (await tool.RunAsync("import", file, "--mapping", mapping)).ShouldEndWith(ExitCode.Ok).Output.ShouldContain("1 captured");
    }

    [Fact]
    public async Task An_export_holds_what_was_posted_and_an_agents_only_their_own()
    {
        using var publisher = LeadsTool.Publisher(platform);
        var posted = (await publisher.RunAsync(SampleLeads.One("renters", "WY", "82001").ToJsonString(), ["post", "-", "--json"])).ShouldEndWith(ExitCode.Ok);
        var id = Ids(posted).ShouldHaveSingleItem();

        (await publisher.RunAsync("export", "--line", "renters", "--state", "WY", "--output", publisher.PathOf("out.csv"))).ShouldEndWith(ExitCode.Ok);
        File.ReadAllText(publisher.PathOf("out.csv")).ShouldContain(id);
        (await publisher.RunAsync("export", "--format", "jsonl", "--query", id)).ShouldEndWith(ExitCode.Ok)
            .Lines.ShouldHaveSingleItem().GetProperty("lead").GetProperty("id").GetString().ShouldBe(id);

        // The demo agent holds no licence in Wyoming.
        using var agent = await LeadsTool.UserAsync(platform, "agent");
        (await agent.RunAsync("export", "--state", "WY")).ShouldEndWith(ExitCode.Ok).Output.ShouldNotContain(id);
    }

    [Fact]
    public async Task Tail_shows_a_change_as_it_happens_and_an_interrupt_ends_it_with_130()
    {
        using var tool = LeadsTool.Publisher(platform);
        using var tail = tool.Start("tail", "--json");
        (await tail.StandardError.ReadLineAsync())!.ShouldContain("Following leads");

        var id = Ids((await tool.RunAsync(SampleLeads.One().ToJsonString(), ["post", "-", "--json"])).ShouldEndWith(ExitCode.Ok)).Single();
        while (JsonElement.Parse((await tail.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)))!).GetProperty("leadId").GetString() != id)
        {
        }

        await LeadsTool.InterruptAsync(tail);
        (await LeadsTool.EndAsync(tail)).ShouldEndWith(ExitCode.Cancelled);
    }

    [Fact]
    public async Task Dead_letters_are_listed_shown_replayed_and_discarded_by_an_admin_alone()
    {
        using var admin = await LeadsTool.UserAsync(platform, "admin");
        var reason = $"test {Guid.NewGuid():N}";
        var (first, second) = (await DeadLetterAsync(reason), await DeadLetterAsync(reason));

        var listed = (await admin.RunAsync("dead-letters", "list", "--reason", reason, "--json")).ShouldEndWith(ExitCode.Ok);
        listed.Lines.Select(line => line.GetProperty("id").GetInt64()).ShouldBe([first, second]);
        (await admin.RunAsync("dead-letters", "show", $"{first}")).ShouldEndWith(ExitCode.Ok).Output.ShouldContain("\"type\":\"leads.unmatched.v1\"");
        (await admin.RunAsync("dead-letters", "discard", $"{second}")).ShouldEndWith(ExitCode.Ok);
        (await admin.RunAsync("dead-letters", "replay", "--reason", reason)).ShouldEndWith(ExitCode.Ok).Output.ShouldContain("1 replayed");
        (await admin.RunAsync("dead-letters", "list", "--reason", reason)).ShouldEndWith(ExitCode.Ok).Output.ShouldBeEmpty();
        (await admin.RunAsync("dead-letters", "show", $"{first}")).ShouldEndWith(ExitCode.Refused).Errors.ShouldContain("no such dead letter");

        using var publisher = LeadsTool.Publisher(platform);
        (await publisher.RunAsync("dead-letters", "list")).ShouldEndWith(ExitCode.NotAllowed);
    }

    [Fact]
    public async Task A_key_is_made_rotated_and_revoked_and_each_step_stands_in_the_audit_log()
    {
        const string DemoSource = "0193b3f0-0000-7000-8000-00000000d001";
        using var admin = await LeadsTool.UserAsync(platform, "admin");

        var key = (await admin.RunAsync("keys", "create", DemoSource, "--scope", "leads.read", "--name", "Tests")).ShouldEndWith(ExitCode.Ok).Output.Trim();
        key.ShouldMatch("^lp_[0-9a-f]{16}_[0-9a-f]{64}$");
        using (var holder = new LeadsTool(platform.Address, apiKey: key))
            (await holder.RunAsync("whoami")).ShouldEndWith(ExitCode.Ok).Output.ShouldContain("leads.read");
        var id = key.Split('_')[1];
        (await admin.RunAsync("keys", "rotate", DemoSource, id, "--overlap", "60")).ShouldEndWith(ExitCode.Ok).Output.ShouldStartWith("lp_");
        (await admin.RunAsync("keys", "revoke", DemoSource, id)).ShouldEndWith(ExitCode.Ok);
        var listed = (await admin.RunAsync("keys", "list", DemoSource, "--json")).ShouldEndWith(ExitCode.Ok).Lines.Single(line => line.GetProperty("keyId").GetString() == id);
        listed.TryGetProperty("revokedAt", out _).ShouldBeTrue();

        var line = (await admin.RunAsync("sources", "list")).ShouldEndWith(ExitCode.Ok).Output.Split('\n').Single(one => one.StartsWith(DemoSource, StringComparison.Ordinal));
        line.ShouldContain("Demo source  own rate 50000/s, burst 50000  no pages");
        (await admin.RunAsync("keys", "list", DemoSource)).ShouldEndWith(ExitCode.Ok).Errors.ShouldContain(line.Trim());

        using var auditor = await LeadsTool.UserAsync(platform, "auditor");
        (await auditor.RunAsync("audit", "list", "--id", id, "--json")).ShouldEndWith(ExitCode.Ok).Lines.Select(line => line.GetProperty("action").GetString())
            .ShouldBe(["key.revoke", "key.rotate", "key.create"]);
        (await auditor.RunAsync("keys", "revoke", DemoSource, id)).ShouldEndWith(ExitCode.NotAllowed);
    }

    [Fact]
    public async Task A_log_that_a_superuser_has_changed_is_told_by_verify_with_the_row()
    {
        using var auditor = await LeadsTool.UserAsync(platform, "auditor");
        using (var admin = await LeadsTool.UserAsync(platform, "admin"))
            (await admin.RunAsync("export", "--output", admin.PathOf("leads.csv"))).ShouldEndWith(ExitCode.Ok);
        (await auditor.RunAsync("audit", "verify")).ShouldEndWith(ExitCode.Ok).Errors.ShouldContain("--anchor leads:");
        await using var database = NpgsqlDataSource.Create(platform.OwnersConnection("dataservice", "leads"));
        await using var position = database.CreateCommand("select min(position) from audit where action = 'leads.export'");
        var row = await position.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await using var tamper = database.CreateCommand($"alter table audit disable trigger user; update audit set actor = 'nobody' where position = {row}; alter table audit enable trigger user");
        await tamper.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        (await auditor.RunAsync("audit", "verify", "--json")).ShouldEndWith(ExitCode.Refused).Lines
            .ShouldHaveSingleItem().GetRawText().ShouldBe($$"""{"log":"leads","position":{{row}},"kind":"changed","text":"Its content does not have its hash."}""");
    }

    /// <summary>Writes one as a listener does.</summary>
    private async Task<long> DeadLetterAsync(string reason)
    {
        var url = new Uri(PlatformProcess.Of(platform, "dataservice").Variable("ConnectionStrings__nats")!);
        var login = url.UserInfo.Split(':');
        await using var nats = new NatsConnection(NatsOpts.Default with
        {
            Url = url.GetLeftPart(UriPartial.Authority).Replace(url.UserInfo + "@", "", StringComparison.Ordinal),
            AuthOpts = new NatsAuthOpts { Username = Uri.UnescapeDataString(login[0]), Password = Uri.UnescapeDataString(login[1]) },
        });
        var body = $$$"""{"id":"{{{Guid.CreateVersion7()}}}","type":"{{{LeadEvents.Unmatched}}}","time":"2026-01-31T17:05:00Z","leadId":"{{{Guid.CreateVersion7()}}}","data":{"reason":"no_capacity"}}""";
        var headers = new NatsHeaders { ["Dead-Reason"] = reason, ["Dead-Subject"] = LeadEvents.Unmatched, ["Dead-Sequence"] = "1", ["Dead-Attempts"] = "8" };
        var ack = await new NatsJSContext(nats).PublishAsync("dead.dataservice-record", Encoding.UTF8.GetBytes(body), NatsRawSerializer<byte[]>.Default, headers: headers);
        return (long)ack.Seq;
    }

    private static List<string> Ids(ToolRun run) =>
        [.. run.Lines.Where(line => line.TryGetProperty("leadId", out _)).Select(line => line.GetProperty("leadId").GetString()!)];
}
