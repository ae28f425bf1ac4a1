using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Attacks;

/// <summary>Paths that mean another place once they are decoded or cleaned up.</summary>
public sealed class PathTests(AttackedGateway attacked)
{
    private GatewayHost Gateway => attacked.Gateway;

    [Theory]
    [InlineData("/v1/leads/../../internal/attack")]
    [InlineData("/v1/leads/%2e%2e/%2e%2e/internal/attack")]
    [InlineData("/v1/leads/%2E%2E/%2E./internal/attack")]
    [InlineData("/v1/leads/..%2f..%2finternal/attack")]
    [InlineData("/v1/leads/..%5c..%5cinternal/attack")]
    [InlineData("/v1/leads/..\\..\\internal/attack")]
    [InlineData("/v1/leads/%252e%252e/%252e%252e/internal/attack")]
    [InlineData("/v1/leads/%c0%ae%c0%ae/%c0%ae%c0%ae/internal/attack")]
    [InlineData("/v1/leads/..;/..;/internal/attack")]
    [InlineData("/v1/agents/../../internal/attack")]
    [InlineData("/connect/../internal/attack")]
    [InlineData("/connect/..%2finternal/attack")]
    [InlineData("/.well-known/../internal/attack")]
    [InlineData("/console/../internal/attack")]
    [InlineData("/_blazor/../internal/attack")]
    [InlineData("/quote/../internal/attack")]
    [InlineData("/internal/attack")]
    [InlineData("/INTERNAL/attack")]
    [InlineData("/%69nternal/attack")]
    [InlineData("/./internal/attack")]
    [InlineData("//internal/attack")]
    [InlineData("/internal%2fattack")]
    [InlineData("/internal;x=1/attack")]
    [InlineData("http://localhost/internal/attack")]
    public async Task No_spelling_of_a_path_leads_to_where_only_services_call(string target)
    {
        var place = Guid.NewGuid().ToString("N");
        var answer = await RawHttp.SendAsync(
            Gateway.Address, $"GET {target.Replace("attack", place, StringComparison.Ordinal)} HTTP/1.1\r\nHost: {(target.StartsWith("http", StringComparison.Ordinal) ? "localhost" : "gateway")}\r\nAuthorization: Bearer {Gateway.ManagerToken()}\r\nConnection: close\r\n\r\n");

        RawHttp.Statuses(answer).ShouldHaveSingleItem().ShouldBeLessThan(500);
        foreach (var service in new[] { Gateway.DataService, Gateway.Backend, Gateway.Orchestrator, Gateway.Frontend })
            service.Requests.Where(seen => seen.Target.Contains(place, StringComparison.Ordinal)).ShouldAllBe(seen => !Means(seen.Target).StartsWith($"/internal/{place}", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/v1/leads/%00")]
    [InlineData("/v1/leads/%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/v1/leads/%ff%fe")]
    [InlineData("/v1/leads/%")]
    [InlineData("/v1/leads/%zz")]
    [InlineData("/v1/leads/a%20b")]
    [InlineData("/v1/leads?x=%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/v1/leads?%00=%ff")]
    public async Task A_strange_path_is_no_fault_of_the_gateway_and_sets_no_header(string target)
    {
        var answer = await RawHttp.SendAsync(Gateway.Address, $"GET {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Gateway.ManagerToken()}\r\nConnection: close\r\n\r\n");

        RawHttp.Statuses(answer).ShouldHaveSingleItem().ShouldBeLessThan(500);
        answer.Split("\r\n\r\n")[0].ShouldNotContain("Set-Cookie");
    }

    [Fact]
    public async Task An_address_over_8_KB_is_refused()
    {
        var answer = await RawHttp.SendAsync(Gateway.Address, $"GET /v1/leads?q={new string('a', 8_200)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        RawHttp.Statuses(answer).ShouldBe([414]);
    }

    [Fact]
    public async Task More_than_100_headers_are_refused()
    {
        var headers = string.Concat(Enumerable.Range(0, 101).Select(number => $"X-{number}: y\r\n"));
        var answer = await RawHttp.SendAsync(Gateway.Address, $"GET /v1/leads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");

        RawHttp.Statuses(answer).ShouldBe([431]);
    }

    /// <summary>What a service that decodes once and cleans up would make of it.</summary>
    private static string Means(string target) => new Uri(new Uri("http://service"), Uri.UnescapeDataString(target.Split('?')[0]).Replace('\\', '/')).AbsolutePath;
}
