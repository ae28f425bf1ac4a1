using System.Net;
using LeadPlatform.Deploy.Tests.Programs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.Deploy.Tests.Load;

public class LoadTests
{
    private const string Project = "tests/load";
    private static readonly string[] Scripts = ["smoke", "load", "stress", "spike", "soak"];

    [Fact]
    public async Task The_scripts_compile()
    {
        var compiler = await NodeTools.FileAsync(Project, "typescript/bin/tsc");
        await ProgramRun.OutputAsync("node", [compiler, "--noEmit", "-p", Repository.Path(Project)]);
    }

    [Fact]
    public async Task Every_script_posts_and_reads_against_what_answers()
    {
        await using var platform = await StartAsync(StatusCodes.Status201Created);
        foreach (var script in Scripts)
        {
            var run = await RunAsync(platform, script);
            run.ExitCode.ShouldBe(0, $"{script}: {run.Output}{run.Errors}");
            run.Output.ShouldContain("requests");
            if (script != "stress")
                run.Output.ShouldContain("held    checks rate>0.999");
        }
    }

    [Fact]
    public async Task A_missed_target_fails_the_run()
    {
        await using var platform = await StartAsync(StatusCodes.Status503ServiceUnavailable);
        var run = await RunAsync(platform, "smoke");
        run.ExitCode.ShouldNotBe(0);
        run.Output.ShouldContain("MISSED  http_req_failed rate<0.001");
    }

    private static async Task<ProgramRun> RunAsync(WebApplication platform, string script) => await ProgramRun.OfAsync(
        Repository.Path("tools/bench-k6.sh"), [script, "--shim", "--url", platform.Urls.First()], variables: new Dictionary<string, string> { ["ITERATIONS"] = "2" });

    /// <summary>Answers as the platform does, which the end-to-end tests run for real.</summary>
    private static async Task<WebApplication> StartAsync(int captured)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://{IPAddress.Loopback}:0");
        app.MapPost("/v1/leads", () => Results.Json(new { leadId = Guid.CreateVersion7() }, statusCode: captured));
        app.MapGet("/v1/leads/{id?}", () => Results.Json(new { items = Array.Empty<object>() }));
        app.MapGet("/quote/auto", () => "form");
        app.MapGet("/console", () => Results.Redirect("/sign-in"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
