using LeadPlatform.ApiGateway.Edge;
using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Edge;

public sealed class HeaderTests(SharedGateway shared)
{
    private GatewayHost Gateway => shared.Gateway;

    public static TheoryData<string> Dropped => [.. OutsideHeaders.Dropped];

    [Theory]
    [MemberData(nameof(Dropped))]
    public async Task A_header_that_only_the_inside_may_set_is_dropped(string name)
    {
        using var request = Gateway.Request(HttpMethod.Get, "/v1/leads", Gateway.ManagerToken());
        request.Headers.Add(name, "forged");
        using var answer = await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        (await Seen.In(answer)).Header(name).ShouldBeNull();
    }

    [Fact]
    public async Task Forwarded_headers_of_a_stranger_are_replaced_by_what_the_gateway_knows()
    {
        using var request = Gateway.Request(HttpMethod.Get, "/v1/leads", Gateway.ManagerToken());
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "evil.example.com");
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        using var answer = await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var seen = await Seen.In(answer);
        seen.Header("X-Forwarded-For").ShouldBe("127.0.0.1");
        seen.Header("X-Forwarded-Proto").ShouldBe("http");
        seen.Header("X-Forwarded-Host").ShouldBe(Gateway.Address.Authority);
        seen.Header("X-Forwarded-Prefix").ShouldBeNull();
    }

    [Fact]
    public async Task Forwarded_headers_of_a_trusted_proxy_count()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["Edge:TrustedProxies:0"] = "127.0.0.0/8", ["environment"] = "Production" });
        using var request = gateway.Request(HttpMethod.Get, "/quote/auto");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "leads.example.com");
        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var seen = await Seen.In(answer);
        seen.Header("X-Forwarded-For").ShouldBe("203.0.113.7");
        seen.Header("X-Forwarded-Proto").ShouldBe("https");
        seen.Header("Host").ShouldBe("leads.example.com");
        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
    }

    [Theory]
    [InlineData("/v1/leads", 401)]
    [InlineData("/internal/x", 404)]
    [InlineData("/openapi/v1.json", null)]
    public async Task What_the_gateway_answers_itself_carries_the_security_headers(string path, int? status)
    {
        using var answer = await Gateway.GetAsync(path);

        if (status is not null)
            ((int)answer.StatusCode).ShouldBe(status.Value);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
    }

    [Fact]
    public async Task What_the_api_answers_is_kept_by_nobody()
    {
        using var ofService = await Gateway.GetAsync("/v1/leads", Gateway.ManagerToken());
        using var page = await Gateway.GetAsync("/quote/kept");

        ofService.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.CacheControl.ShouldBeNull();
    }

    [Fact]
    public async Task No_answer_names_the_server_software()
    {
        using var own = await Gateway.GetAsync("/v1/leads");
        using var ofService = await Gateway.GetAsync("/");

        own.Headers.Contains("Server").ShouldBeFalse();
        ofService.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task A_services_own_policies_are_left_as_they_are()
    {
        Gateway.Frontend.Answers["/with-policy"] = context =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "same-origin";
            return Task.CompletedTask;
        };
        using var answer = await Gateway.GetAsync("/with-policy");

        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'self'"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
    }
}
