using LeadPlatform.Edge;

namespace LeadPlatform.Infra.Tests.Edge;

public class ZoneTests
{
    private static readonly string File = Repository.Path("deploy/edge/zone.json");

    [Fact]
    public async Task A_plan_shows_what_differs_and_changes_nothing()
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        cloudflare.Settings["ssl"] = "flexible";
        var (code, output) = await RunAsync(cloudflare, ["plan", File]);
        code.ShouldBe(EdgeCommand.Different);
        output.ShouldContain("settings.ssl\n  - \"flexible\"\n  + \"strict\"");
        output.ShouldContain("rulesets.http_request_cache_settings\n  - none");
        cloudflare.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Applied_it_is_as_the_file_says_and_a_second_time_changes_nothing()
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        (await RunAsync(cloudflare, ["apply", File], "yes\n")).Code.ShouldBe(EdgeCommand.Same);
        ((string)cloudflare.Settings["ssl"]!).ShouldBe("strict");
        ((string)cloudflare.Settings["tls_client_auth"]!).ShouldBe("on");
        cloudflare.Rulesets["http_request_cache_settings"].Count.ShouldBe(3);
        cloudflare.Rulesets["http_request_firewall_custom"].Count.ShouldBe(3);
        cloudflare.Records.Select(one => (string)one["content"]!).ShouldBe(["origin.leads.example.com", "origin.staging.leads.example.com"]);
        cloudflare.Writes.Clear();
        var (code, output) = await RunAsync(cloudflare, ["apply", File, "--yes"]);
        code.ShouldBe(EdgeCommand.Same);
        output.ShouldContain("leads.example.com is as zone.json says.");
        cloudflare.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_differs_is_written()
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        await RunAsync(cloudflare, ["apply", File, "--yes"]);
        cloudflare.Writes.Clear();
        cloudflare.Settings["min_tls_version"] = "1.0";
        cloudflare.Records[0]["content"] = "elsewhere.example.com";
        await RunAsync(cloudflare, ["apply", File, "--yes"]);
        cloudflare.Writes.ShouldBe(["min_tls_version", "record leads.example.com"]);
    }

    [Theory]
    [InlineData("no\n")]
    [InlineData("")]
    public async Task Without_a_yes_nothing_is_changed(string answer)
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        var (code, output) = await RunAsync(cloudflare, ["apply", File], answer);
        code.ShouldBe(EdgeCommand.Failed);
        output.ShouldContain("Nothing was changed.");
        cloudflare.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_is_told_and_the_next_run_goes_on()
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        cloudflare.Settings["always_use_https"] = "off";
        cloudflare.Refused = "always_use_https";
        var (code, output) = await RunAsync(cloudflare, ["apply", File, "--yes"]);
        code.ShouldBe(EdgeCommand.Failed);
        output.ShouldContain("settings/always_use_https was refused with 403: 1015 Not allowed to edit setting");
        cloudflare.Refused = null;
        (await RunAsync(cloudflare, ["apply", File, "--yes"])).Code.ShouldBe(EdgeCommand.Same);
        ((string)cloudflare.Settings["always_use_https"]!).ShouldBe("on");
    }

    [Fact]
    public async Task Networks_that_infra_does_not_know_are_warned_of()
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        cloudflare.Ranges.Add("198.51.100.0/24");
        (await RunAsync(cloudflare, ["plan", File])).Output.ShouldContain("warning: Cloudflare connects from 198.51.100.0/24");
    }

    [Fact]
    public async Task A_wrong_token_is_told()
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        var (code, output) = await RunAsync(cloudflare, ["plan", File], token: "wrong");
        code.ShouldBe(EdgeCommand.Failed);
        output.ShouldContain("9109 Invalid access token");
    }

    [Theory]
    [InlineData("\"zone\"", "\"zon\"", "The zone file is wrong")]
    [InlineData("\"content\": \"origin.leads", "\"contnt\": \"origin.leads", "A record needs type, name and content")]
    public async Task A_wrong_file_is_refused_before_anything_is_asked(string good, string wrong, string expected)
    {
        await using var cloudflare = await CloudflareStandIn.StartAsync();
        var path = Path.GetTempFileName();
        await System.IO.File.WriteAllTextAsync(path, (await System.IO.File.ReadAllTextAsync(File)).Replace(good, wrong, StringComparison.Ordinal));
        var (code, output) = await RunAsync(cloudflare, ["apply", path, "--yes"]);
        System.IO.File.Delete(path);
        code.ShouldBe(EdgeCommand.Failed);
        output.ShouldContain(expected);
    }

    private static async Task<(int Code, string Output)> RunAsync(CloudflareStandIn cloudflare, string[] arguments, string input = "", string token = CloudflareStandIn.Token)
    {
        var output = new StringWriter();
        var code = await EdgeCommand.RunAsync(arguments, name => name == "CLOUDFLARE_API" ? cloudflare.Address : token, ["173.245.48.0/20"], new StringReader(input), output, CancellationToken.None);
        return (code, output.ToString());
    }
}
