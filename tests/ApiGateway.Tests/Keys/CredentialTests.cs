using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

namespace LeadPlatform.ApiGateway.Tests.Keys;

public sealed class CredentialTests(SharedGateway shared)
{
    private GatewayHost Gateway => shared.Gateway;

    public static TheoryData<string> ApiPaths => ["/v1/leads", "/v1/leads/x/disposition", "/v1/qualifications/x", "/v1/agents", "/v1/me", "/v1/unheard-of"];

    [Theory]
    [MemberData(nameof(ApiPaths))]
    public async Task Without_a_credential_the_api_is_closed(string path)
    {
        using var answer = await Gateway.GetAsync(path);

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme).ShouldBe(["Bearer", "ApiKey"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/connect/login")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Without_a_credential_pages_and_identity_are_open(string path)
    {
        using var answer = await Gateway.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Agent)]
    [InlineData(Roles.Source)]
    [InlineData(Roles.Service)]
    public async Task A_right_token_passes_and_is_sent_on_as_it_is(string role)
    {
        var token = Gateway.Issuer.Token(role);
        using var answer = await Gateway.GetAsync("/v1/leads", token);

        (await Seen.In(answer)).Header("Authorization").ShouldBe("Bearer " + token);
    }

    [Theory]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("203.0.113.0/24", HttpStatusCode.Unauthorized)]
    [InlineData("::1/128", HttpStatusCode.Unauthorized)]
    public async Task A_key_opens_from_its_networks_alone(string network, HttpStatusCode status)
    {
        var key = $"lp_{Guid.NewGuid():N}_secret";
        Gateway.Keys.Add(key, networks: [network]);

        using var answer = await Gateway.GetAsync("/v1/leads", key: key);

        answer.StatusCode.ShouldBe(status);
    }

    public static TheoryData<string> WrongTokens =>
    [
        "expired", "not yet valid", "other issuer", "other audience", "type jwt", "none", "other key", "public key as secret", "changed payload", "garbage", "empty", "two dots",
    ];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_wrong_token_is_refused(string what)
    {
        var right = new TestToken(Roles.Admin, TestToken.ScopesOf(Roles.Admin));
        var token = what switch
        {
            "expired" => Gateway.Issuer.Token(right with { IssuedAt = DateTimeOffset.UtcNow.AddHours(-2) }),
            "not yet valid" => Gateway.Issuer.Token(right with { IssuedAt = DateTimeOffset.UtcNow.AddHours(2) }),
            "other issuer" => Gateway.Issuer.Token(right with { Issuer = "https://issuer.example.com" }),
            "other audience" => Gateway.Issuer.Token(right with { Audience = "other" }),
            "type jwt" => Gateway.Issuer.Token(right with { Type = "JWT" }),
            "none" => Gateway.Issuer.Token(right with { Forgery = TokenForgery.AlgorithmNone }),
            "other key" => Gateway.Issuer.Token(right with { Forgery = TokenForgery.OtherKey }),
            "public key as secret" => Gateway.Issuer.Token(right with { Forgery = TokenForgery.PublicKeyAsSecret }),
            "changed payload" => Gateway.Issuer.Token(right with { Forgery = TokenForgery.ChangedPayload }),
            "garbage" => "abc",
            "two dots" => "..",
            _ => " ",
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/leads");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task An_api_key_is_replaced_by_its_sources_token()
    {
        var resolved = Gateway.Keys.Add("lp_replaced_secret");
        using var answer = await Gateway.GetAsync("/v1/leads", key: "lp_replaced_secret");

        var seen = await Seen.In(answer);
        seen.Header("Authorization").ShouldBe("Bearer " + resolved.AccessToken);
        seen.Header("X-Api-Key").ShouldBeNull();
    }

    [Fact]
    public async Task Neither_key_nor_cookies_reach_a_service_that_has_no_use_for_them()
    {
        Gateway.Keys.Add("lp_page_secret");
        using var page = Gateway.Request(HttpMethod.Get, "/quote/auto", key: "lp_page_secret");
        page.Headers.Add("Cookie", "lp.console=1");
        using var pageAnswer = await Gateway.Client.SendAsync(page, TestContext.Current.CancellationToken);
        using var api = Gateway.Request(HttpMethod.Get, "/v1/leads", key: "lp_page_secret");
        api.Headers.Add("Cookie", "lp.console=1");
        using var apiAnswer = await Gateway.Client.SendAsync(api, TestContext.Current.CancellationToken);

        var seenByPage = await Seen.In(pageAnswer);
        seenByPage.Header("X-Api-Key").ShouldBeNull();
        seenByPage.Header("Authorization").ShouldBeNull();
        seenByPage.Header("Cookie").ShouldBe("lp.console=1");
        (await Seen.In(apiAnswer)).Header("Cookie").ShouldBeNull();
    }

    [Theory]
    [InlineData("lp_unheard_of")]
    [InlineData("no spaces allowed")]
    [InlineData(" ")]
    public async Task A_wrong_api_key_is_refused(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads");
        request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        using var answer = await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_key_of_300_characters_is_refused_without_asking()
    {
        var before = Gateway.Backend.Requests.Count(request => request.Target.StartsWith("/internal/keys", StringComparison.Ordinal) && request.Header("Content-Length") is { Length: > 2 });
        using var answer = await Gateway.GetAsync("/v1/leads", key: new string('a', 300));

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        Gateway.Backend.Requests.Count(request => request.Target.StartsWith("/internal/keys", StringComparison.Ordinal) && request.Header("Content-Length") is { Length: > 2 }).ShouldBe(before);
    }

    [Fact]
    public async Task Two_credentials_at_once_are_refused()
    {
        Gateway.Keys.Add("lp_twice_secret");
        using var answer = await Gateway.GetAsync("/v1/leads", Gateway.ManagerToken(), "lp_twice_secret");

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_token_can_not_be_judged_while_the_issuer_is_away_and_is_answered_503()
    {
        await using var gateway = await GatewayHost.StartAsync(issuerAway: true);
        using var answer = await gateway.GetAsync("/v1/leads", gateway.ManagerToken());

        await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task After_the_issuers_key_has_changed_new_tokens_pass_without_a_restart()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var before = await gateway.GetAsync("/v1/leads", gateway.ManagerToken());
        gateway.Issuer.RotateKey();

        // The first token of an unheard-of key makes the gateway read the key set again, beside the requests.
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await gateway.GetAsync("/v1/leads", gateway.ManagerToken());
            return answer.StatusCode == HttpStatusCode.OK;
        });
        before.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
