using System.Text.Json;
using LeadPlatform.Cli.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Graph;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Vectors;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.Cli.Tests.Running;

/// <summary>What a real platform does not do on demand: connections that end, tokens that expire, imports that take as long as a test wants.</summary>
public sealed class StandInTests
{
    [Fact]
    public async Task A_rebuild_of_the_vectors_shows_how_far_it_is_until_it_is_done()
    {
        var (rebuild, looks) = (Guid.CreateVersion7(), 0);
        await using var server = await StandIn.StartAsync(async context =>
        {
            if (context.Request is { Method: "POST", Path.Value: "/v1/vectors/rebuild" })
            {
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                await context.Response.WriteAsJsonAsync(View(0, RebuildStatus.Running));
            }
            else
            {
                var view = ++looks == 1 ? View(750, RebuildStatus.Running) : View(1_000, RebuildStatus.Done);
                await context.Response.WriteAsJsonAsync(new VectorsView("embedded", "local-hash-1", 384, 1_000, 1_000, view));
            }
        });
        using var tool = new LeadsTool(server.Address, apiKey: "k");

        var run = (await tool.RunAsync("vectors", "rebuild")).ShouldEndWith(ExitCode.Ok);

        run.Errors.ShouldContain("750 of 1000 leads (75 %)");
        run.Output.ShouldContain("is done: 1000 of 1000 leads (100 %)");

        RebuildView View(long done, string status) => new(rebuild, status, 1_000, done, DateTimeOffset.UnixEpoch, null);
    }

    [Fact]
    public async Task Tail_connects_again_and_says_after_which_event_it_goes_on()
    {
        var lastSeen = new List<string>();
        await using var server = await StandIn.StartAsync(async context =>
        {
            lastSeen.Add(context.Request.Headers["Last-Event-ID"].ToString());
            context.Response.ContentType = "text/event-stream";
            var change = new LeadChange(Guid.CreateVersion7(), LeadStatus.Received, null, DateTimeOffset.UnixEpoch);
            await context.Response.WriteAsync($"event: lead\nid: {lastSeen.Count}\ndata: {JsonSerializer.Serialize(change, JsonSerializerOptions.Web)}\n\n");
        });
        using var tool = new LeadsTool(server.Address, apiKey: "k");

        var run = (await tool.RunAsync("tail", "--count", "2", "--json")).ShouldEndWith(ExitCode.Ok);

        run.Lines.Count.ShouldBe(2);
        run.Errors.ShouldContain("may have been missed");
        lastSeen.ShouldBe(["", "1"]);
    }

    [Fact]
    public async Task A_client_fetches_one_token_and_keeps_it_where_its_user_alone_can_read()
    {
        var tokens = 0;
        await using var server = await StandIn.StartAsync(async context =>
        {
            if (context.Request.Path == "/connect/token")
            {
                var form = await context.Request.ReadFormAsync();
                $"{form["grant_type"]} {form["client_id"]} {form["client_secret"]}".ShouldBe("client_credentials source-1 a secret");
                await context.Response.WriteAsJsonAsync(new { access_token = $"token-{++tokens}", token_type = "Bearer", expires_in = 600 });
                return;
            }

            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer token-1" ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsJsonAsync(new MeView("1", "A source", Roles.Source, null, null, []));
        });
        using var tool = new LeadsTool();

        (await tool.RunAsync("a secret\n", ["login", "--server", server.Address.AbsoluteUri, "--client-id", "source-1", "--client-secret", "-"])).ShouldEndWith(ExitCode.Ok);
        (await tool.RunAsync("whoami")).ShouldEndWith(ExitCode.Ok).Output.ShouldContain("A source (source)");

        tokens.ShouldBe(1);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(tool.PathOf("config/leads/default.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(GraphRebuildStatus.Done, null, ExitCode.Ok)]
    [InlineData(GraphRebuildStatus.Cancelled, null, ExitCode.Refused)]
    [InlineData(GraphRebuildStatus.Failed, "The graph refused what was written.", ExitCode.Refused)]
    public async Task A_rebuild_of_the_graph_is_followed_to_its_end(string status, string? failure, int exitCode)
    {
        var (id, asked) = (Guid.CreateVersion7(), new List<string>());
        await using var server = await StandIn.StartAsync(async context =>
        {
            asked.Add($"{context.Request.Method} {context.Request.Path}");
            var ended = asked.Count == 3;
            await context.Response.WriteAsJsonAsync(
                new GraphRebuildView(id, ended ? status : GraphRebuildStatus.Running, 10 * asked.Count, 30, 2, DateTimeOffset.UnixEpoch, ended ? DateTimeOffset.UnixEpoch : null, ended ? failure : null));
        });
        using var tool = new LeadsTool(server.Address, apiKey: "k");

        var run = (await tool.RunAsync("graph", "rebuild")).ShouldEndWith(exitCode);

        asked.ShouldBe(["POST /v1/graph/rebuilds", $"GET /v1/graph/rebuilds/{id}", $"GET /v1/graph/rebuilds/{id}"]);
        run.Output.ShouldContain($"{status}: 30 leads written, 2 removed");
        if (failure is not null)
            run.Errors.ShouldContain(failure);
    }

    [Fact]
    public async Task A_user_allows_a_code_and_each_refresh_token_is_used_once_and_revoked_at_the_end()
    {
        var (polls, seen) = (0, new List<string>());
        await using var server = await StandIn.StartAsync(async context =>
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
            switch (context.Request.Path.Value)
            {
                case "/connect/device":
                    await context.Response.WriteAsJsonAsync(new { device_code = "d", user_code = "1234-5678", verification_uri = "https://leads.example.com/connect/verify", expires_in = 600, interval = 0 });
                    break;
                case "/connect/token" when form.ContainsKey("device_code") && ++polls == 1:
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    await context.Response.WriteAsJsonAsync(new { error = "authorization_pending" });
                    break;
                case "/connect/token":
                    seen.Add(form["refresh_token"].ToString());
                    // Too short a life to be used twice.
                    await context.Response.WriteAsJsonAsync(new { access_token = $"access-{seen.Count}", expires_in = 1, refresh_token = $"refresh-{seen.Count}" });
                    break;
                case "/connect/revoke":
                    seen.Add($"revoked {form["token"]}");
                    break;
                default:
                    context.Response.StatusCode = context.Request.Headers.Authorization.ToString().StartsWith("Bearer access-", StringComparison.Ordinal) ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
                    await context.Response.WriteAsJsonAsync(new MeView("1", "A manager", Roles.Manager, null, null, []));
                    break;
            }
        });
        using var tool = new LeadsTool();

        var run = (await tool.RunAsync("login", "--server", server.Address.AbsoluteUri)).ShouldEndWith(ExitCode.Ok);
        run.Errors.ShouldContain("1234-5678");
        run.Output.ShouldNotContain("refresh-");
        (await tool.RunAsync("whoami")).ShouldEndWith(ExitCode.Ok).Output.ShouldContain("A manager (manager)");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(tool.PathOf("config/leads/default.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await tool.RunAsync("logout")).ShouldEndWith(ExitCode.Ok);

        seen.ShouldBe(["", "refresh-1", "refresh-2", "revoked refresh-3"]);
        File.Exists(tool.PathOf("config/leads/default.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_kept_credential_goes_to_no_other_server()
    {
        var credentials = new List<string>();
        RequestDelegate answer = async context =>
        {
            credentials.Add(context.Request.Headers["X-Api-Key"].ToString());
            await context.Response.WriteAsJsonAsync(new MeView("1", "A source", Roles.Source, null, null, []));
        };
        await using var own = await StandIn.StartAsync(answer);
        await using var other = await StandIn.StartAsync(answer);
        using var tool = new LeadsTool();

        (await tool.RunAsync("login", "--server", own.Address.AbsoluteUri, "--api-key", "k")).ShouldEndWith(ExitCode.Ok);
        (await tool.RunAsync("whoami", "--server", other.Address.AbsoluteUri)).ShouldEndWith(ExitCode.Ok);

        credentials.ShouldBe(["k", ""]);
    }

    [Fact]
    public async Task An_import_that_is_interrupted_where_nobody_can_be_asked_goes_on()
    {
        var followed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = false;
        await using var server = await StandIn.StartAsync(async context =>
        {
            if (context.Request.Path == "/events")
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync(": open\n\n");
                await context.Response.Body.FlushAsync();
                followed.SetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            cancelled |= context.Request.Path == "/cancel";
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsJsonAsync(Import());
        });
        using var tool = new LeadsTool(server.Address, apiKey: "k");
        using var import = tool.Start("import", tool.Write("leads.csv", "line\nauto\n"), "--mapping", "saved");
        await followed.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await LeadsTool.InterruptAsync(import);

        (await LeadsTool.EndAsync(import)).ShouldEndWith(ExitCode.Cancelled).Errors.ShouldContain("goes on");
        cancelled.ShouldBeFalse();
    }

    private static ImportView Import() => new(
        Guid.CreateVersion7(), ImportStatus.Running, "leads.csv", "csv", false, Guid.CreateVersion7(), ["line"], new Dictionary<string, string> { ["line"] = "{line}" }, false,
        DateTimeOffset.UnixEpoch, null, null, new ImportProgress(0, 0, 0, 0, 0, 0, 10, 0, null), null, new ImportLinks("/self", "/events", "/run", "/cancel", "/refused"));
}
