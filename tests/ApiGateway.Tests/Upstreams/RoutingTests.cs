using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Upstreams;

public sealed class RoutingTests(SharedGateway shared)
{
    [Theory]
    [InlineData("GET", "/v1/leads?limit=5", "dataservice")]
    [InlineData("POST", "/v1/leads", "dataservice")]
    [InlineData("GET", "/v1/leads/0191b7c0-0000-7000-8000-000000000000", "dataservice")]
    [InlineData("GET", "/v1/leads/0191b7c0-0000-7000-8000-000000000000/timeline", "dataservice")]
    [InlineData("GET", "/v1/leads/stream", "dataservice")]
    [InlineData("GET", "/v1/leads/export", "dataservice")]
    [InlineData("GET", "/v1/dead-letters", "dataservice")]
    [InlineData("POST", "/v1/dead-letters/12/replay", "dataservice")]
    [InlineData("GET", "/v1/models", "dataservice")]
    [InlineData("POST", "/v1/models/rollback", "dataservice")]
    [InlineData("GET", "/v1/vectors", "dataservice")]
    [InlineData("POST", "/v1/vectors/rebuild", "dataservice")]
    [InlineData("GET", "/v1/graph/rings?limit=5", "dataservice")]
    [InlineData("POST", "/v1/graph/rebuilds", "dataservice")]
    [InlineData("GET", "/v1/leads/0191b7c0-0000-7000-8000-000000000000/graph", "dataservice")]
    [InlineData("POST", "/v1/leads/0191b7c0-0000-7000-8000-000000000000/disposition", "backend")]
    [InlineData("GET", "/v1/suppressions?limit=5", "dataservice")]
    [InlineData("POST", "/v1/suppressions/import", "dataservice")]
    [InlineData("DELETE", "/v1/suppressions/0191b7c0-0000-7000-8000-000000000000", "dataservice")]
    [InlineData("GET", "/v1/qualifications/0191b7c0-0000-7000-8000-000000000000", "orchestrator")]
    [InlineData("GET", "/v1/agents", "backend")]
    [InlineData("PATCH", "/v1/agents/0191b7c0-0000-7000-8000-000000000000", "backend")]
    [InlineData("GET", "/v1/me", "backend")]
    [InlineData("GET", "/v1/leadsomething", "backend")]
    [InlineData("POST", "/connect/token", "backend")]
    [InlineData("GET", "/.well-known/openid-configuration", "backend")]
    [InlineData("GET", "/", "frontend")]
    [InlineData("GET", "/quote/auto", "frontend")]
    [InlineData("GET", "/_framework/blazor.web.js", "frontend")]
    public async Task A_request_reaches_the_service_that_answers_its_address(string method, string target, string service)
    {
        var gateway = shared.Gateway;
        using var answer = await gateway.Client.SendAsync(gateway.Request(new HttpMethod(method), target, gateway.ManagerToken()), TestContext.Current.CancellationToken);

        var seen = await Seen.In(answer);
        seen.Service.ShouldBe(service);
        seen.Method.ShouldBe(method);
        seen.Target.ShouldBe(target);
    }

    [Theory]
    [InlineData("/internal/keys/resolve")]
    [InlineData("/internal")]
    [InlineData("/INTERNAL/qualification-inputs")]
    [InlineData("/v1/../internal/keys/resolve")]
    [InlineData("/v1/%2e%2e/internal/keys/resolve")]
    public async Task Calls_between_services_are_not_routed_even_with_a_services_token(string target)
    {
        var gateway = shared.Gateway;
        var answer = await RawHttp.SendAsync(gateway.Address, $"POST {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Issuer.Token("service")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 404");
        answer.ShouldContain("\"code\":\"not_found\"");
    }

    [Fact]
    public async Task Escaped_slashes_in_the_query_stay_as_they_are_on_the_way_to_the_service()
    {
        var gateway = shared.Gateway;
        var answer = await RawHttp.SendAsync(gateway.Address, $"GET /v1/agents?to=..%2f..%2finternal HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.ManagerToken()}\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 200");
        answer.ShouldContain("/v1/agents?to=..%2f..%2finternal", Case.Insensitive);
    }

    [Fact]
    public async Task Pages_see_the_host_that_the_client_asked_for()
    {
        var seen = await SeenAtAsync("/quote/auto", "leads.example.com:8443");
        seen.Header("Host").ShouldBe("leads.example.com:8443");
        seen.Header("X-Forwarded-Host").ShouldBe("leads.example.com:8443");
        seen.Header("X-Forwarded-Proto").ShouldBe("http");
    }

    [Theory]
    [InlineData("/connect/authorize")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Identity_sees_the_public_host_whatever_the_client_says(string path)
    {
        var seen = await SeenAtAsync(path, "evil.example.com");
        seen.Header("Host").ShouldBe(new Uri(shared.Gateway.Issuer.Address).Authority);
        seen.Header("X-Forwarded-Host").ShouldBe(new Uri(shared.Gateway.Issuer.Address).Authority);
    }

    [Fact]
    public async Task A_redirect_and_its_cookies_pass_unchanged()
    {
        shared.Gateway.Frontend.Answers["/sign-in"] = context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "https://elsewhere.example.com/";
            context.Response.Headers.SetCookie = "lp.console=1; HttpOnly";
            return Task.CompletedTask;
        };
        using var answer = await shared.Gateway.GetAsync("/sign-in");

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.AbsoluteUri.ShouldBe("https://elsewhere.example.com/");
        answer.Headers.GetValues("Set-Cookie").Single().ShouldBe("lp.console=1; HttpOnly");
    }

    private async Task<Seen> SeenAtAsync(string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        using var answer = await shared.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Seen.In(answer);
    }
}
