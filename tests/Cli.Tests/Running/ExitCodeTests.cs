using System.Net;
using System.Net.Sockets;
using LeadPlatform.Cli.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.Cli.Tests.Running;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("no-such-command")]
    [InlineData("post")]
    [InlineData("post", "no-such-file.json")]
    [InlineData("export", "--format", "xlsx")]
    [InlineData("whoami", "--server", "nonsense")]
    [InlineData("dead-letters", "replay")]
    [InlineData("login", "--client-id", "source-1")]
    [InlineData("login", "--api-key", "a", "--token", "b")]
    public async Task A_wrong_use_ends_with_2_and_says_why(params string[] arguments)
    {
        using var tool = new LeadsTool();
        var run = (await tool.RunAsync(arguments)).ShouldEndWith(ExitCode.Usage);
        run.Errors.ShouldNotBeEmpty();
        run.Errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("post", "--help")]
    [InlineData("import", "--help")]
    [InlineData("dead-letters", "replay", "--help")]
    public async Task Help_has_examples_and_no_colour_where_it_is_redirected(params string[] arguments)
    {
        using var tool = new LeadsTool();
        var run = (await tool.RunAsync(arguments)).ShouldEndWith(ExitCode.Ok);
        run.Output.ShouldContain("EXAMPLES:");
        run.Output.ShouldNotContain("\u001b[");
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_with_3()
    {
        using var tool = new LeadsTool(new Uri("http://127.0.0.1:1/"), apiKey: "k");
        (await tool.RunAsync("whoami")).ShouldEndWith(ExitCode.Unreachable).Errors.ShouldContain("http://127.0.0.1:1/ can't be reached");
    }

    [Fact]
    public async Task An_export_that_breaks_off_ends_with_3_and_leaves_the_old_file_alone()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerHalfAsync(server);
        using var tool = new LeadsTool(new Uri($"http://{server.LocalEndpoint}/"), apiKey: "k");
        var file = tool.Write("leads.csv", "old");

        (await tool.RunAsync("export", "--output", file)).ShouldEndWith(ExitCode.Unreachable).Errors.ShouldContain("is not complete");
        await answering;

        File.ReadAllText(file).ShouldBe("old");
        Directory.GetFiles(Path.GetDirectoryName(file)!, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_that_is_told_to_come_later_comes_again_with_the_same_key()
    {
        var keys = new List<string>();
        await using var server = await StandIn.StartAsync(async context =>
        {
            keys.Add(context.Request.Headers["Idempotency-Key"]!);
            if (keys.Count == 1)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                return;
            }

            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Response.WriteAsJsonAsync(new { leadId = Guid.CreateVersion7(), status = "received", links = new { self = "", timeline = "" } });
        });
        using var tool = new LeadsTool(server.Address, apiKey: "k");

        (await tool.RunAsync(SampleLeads.One().ToJsonString(), ["post", "-"])).ShouldEndWith(ExitCode.Ok);

        keys.Count.ShouldBe(2);
        keys[1].ShouldBe(keys[0]);
    }

    /// <summary>Ends after the first of its chunks, in order as far as TCP can tell.</summary>
    private static async Task AnswerHalfAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nlead.id\r\n\r\n"u8.ToArray());
        client.Client.Shutdown(SocketShutdown.Send);
    }
}
