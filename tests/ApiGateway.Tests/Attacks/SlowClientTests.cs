using System.Diagnostics;
using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Attacks;

/// <summary>Clients that hold on to a connection by sending next to nothing.</summary>
public sealed class SlowClientTests(AttackedGateway attacked)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private GatewayHost Gateway => attacked.Gateway;

    [Fact]
    public async Task A_head_that_never_ends_is_cut_off()
    {
        var watch = Stopwatch.StartNew();
        var answer = await RawHttp.SendAsync(Gateway.Address, ["GET / HTTP/1.1\r\nHost: localhost\r\n", .. Enumerable.Range(0, 40).Select(number => $"X-{number}: y\r\n")], Pause);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        RawHttp.Statuses(answer).ShouldBe([408]);
    }

    [Theory]
    [InlineData("/v1/leads", "application/json")]
    [InlineData("/v1/agents", "application/json")]
    [InlineData("/v1/imports", "text/csv")]
    public async Task A_body_that_drips_is_cut_off(string path, string type)
    {
        Gateway.Keys.Add($"lp_dripping_{type.Length}_{path.Length}");
        var watch = Stopwatch.StartNew();
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: lp_dripping_{type.Length}_{path.Length}\r\nContent-Type: {type}\r\nContent-Length: 4000\r\n\r\n";
        var answer = await RawHttp.SendAsync(Gateway.Address, [head, .. Enumerable.Repeat("x", 40)], Pause);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        RawHttp.Statuses(answer).ShouldAllBe(status => status == 408 || status == 400);
    }

    [Fact]
    public async Task While_they_hold_on_others_are_served()
    {
        var slow = Enumerable.Range(0, 50).Select(_ => RawHttp.SendAsync(Gateway.Address, ["GET / HTTP/1.1\r\n", .. Enumerable.Repeat("X: y\r\n", 20)], Pause)).ToArray();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
            ((int)await Gateway.StatusAsync("/v1/agents", Gateway.ManagerToken())).ShouldBe(200);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await Task.WhenAll(slow);
    }
}
