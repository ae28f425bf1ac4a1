using System.Net;
using LeadPlatform.Frontend.Tests.StandIn;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadPlatform.Frontend.Tests.SignIn;

public sealed class SignInTests : IAsyncLifetime
{
    private FrontendServer _server = null!;
    private ConsoleBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FrontendServer.StartAsync();
        _browser = new ConsoleBrowser(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_console_sends_a_stranger_to_the_issuers_public_address_with_a_code_challenge()
    {
        var answer = await _browser.GetAsync("/console/leads?line=auto");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(_server.Address + "/connect/authorize");
        var query = QueryHelpers.ParseQuery(answer.Headers.Location.Query);
        query["response_type"].ToString().ShouldBe("code");
        query["code_challenge_method"].ToString().ShouldBe("S256");
        query["redirect_uri"].ToString().ShouldBe(_server.Address + "/signin-oidc");
        query["scope"].ToString().Split(' ').ShouldContain("offline_access");
    }

    [Fact]
    public async Task After_the_sign_in_the_page_asked_for_is_shown_and_no_token_is_in_the_browser()
    {
        var (answer, way) = await _browser.FollowAsync("/console/agents?from=there");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        way[^1].PathAndQuery.ShouldBe("/console/agents?from=there");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("Morgan Reyes");
        html.ShouldNotContain("access-");
        _browser.Cookies.Sum(cookie => cookie.Name.Length + cookie.Value.Length).ShouldBeLessThan(1024);
        _browser.Cookies.ShouldAllBe(cookie => cookie.HttpOnly && cookie.Name.StartsWith("lp-frontend-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_access_token_about_to_expire_is_renewed_once_before_it_is_used()
    {
        _server.Gateway.Issuer.AccessLifetime = TimeSpan.FromSeconds(30);
        await _browser.FollowAsync("/console/leads");
        _server.Gateway.Issuer.AccessLifetime = TimeSpan.FromHours(1);
        var before = Tokens();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _browser.PageAsync("/console/leads")));
        (Tokens() - before).ShouldBeLessThanOrEqualTo(1);
        Tokens().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_token_the_api_takes_no_more_is_renewed_without_the_reader_noticing()
    {
        await _browser.FollowAsync("/console/leads");
        _server.Gateway.Issuer.RevokeAccess();
        (await _browser.PageAsync("/console/leads")).QuerySelector(".state h2")!.TextContent.ShouldBe("No leads yet");
    }

    [Fact]
    public async Task A_session_that_can_not_be_renewed_leads_to_the_sign_in_and_back_to_the_page()
    {
        await _browser.FollowAsync("/console/leads");
        _server.Gateway.Issuer.RevokeAccess();
        _server.Gateway.Issuer.RevokeRefresh();
        var (answer, way) = await _browser.FollowAsync("/console/leads?line=home");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        way.ShouldContain(step => step.AbsolutePath == "/connect/authorize");
        way[^1].PathAndQuery.ShouldBe("/console/leads?line=home");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_issuer()
    {
        var page = await _browser.PageAsync("/console/leads");
        var token = page.QuerySelector("form[action='/console/sign-out'] input[name=token]")!.GetAttribute("value")!;
        var answer = await _browser.PostAsync("/console/sign-out", ("token", token));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(_server.Address + "/connect/logout");
        QueryHelpers.ParseQuery(answer.Headers.Location.Query).Keys.ShouldContain("id_token_hint");
        var (last, way) = await _browser.FollowAsync(answer.Headers.Location.PathAndQuery);
        way[^1].AbsolutePath.ShouldBe("/signed-out");
        last.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _browser.GetAsync("/console/leads")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_from_another_site_does_nothing()
    {
        await _browser.FollowAsync("/console/leads");
        (await _browser.PostAsync("/console/sign-out", ("token", "forged"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _browser.GetAsync("/console/leads")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_a_page_that_says_so()
    {
        _server.Gateway.Down = true;
        var answer = await _browser.GetAsync("/console/leads");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Sign-in is not available right now");
    }

    [Theory]
    [InlineData("/signin-oidc?code=forged&state=forged")]
    [InlineData("/signin-oidc?error=access_denied&state=x")]
    public async Task A_sign_in_that_was_not_begun_here_is_refused_with_a_way_on(string path)
    {
        var (answer, way) = await _browser.FollowAsync(path);
        way[^1].AbsolutePath.ShouldBe("/sign-in-failed");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Sign in again");
    }

    [Theory]
    [InlineData("https://evil.example.com/")]
    [InlineData("//evil.example.com/")]
    [InlineData("/\\evil.example.com")]
    public async Task Sign_in_leads_back_to_this_site_only(string to)
    {
        var (_, way) = await _browser.FollowAsync($"/console/sign-in?to={Uri.EscapeDataString(to)}");
        way.ShouldAllBe(step => step.Host == "127.0.0.1");
        way[^1].AbsolutePath.ShouldBe("/console/leads");
    }

    [Fact]
    public async Task A_circuit_without_a_session_is_told_so_and_not_sent_away()
    {
        (await _browser.PostAsync("/_blazor/negotiate")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_console_lives_at_the_public_address_only()
    {
        using var http = _server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/leads?line=auto") { Headers = { Host = "other.example.com" } };
        var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.AbsoluteUri.ShouldBe(_server.Address + "/console/leads?line=auto");
    }

    private int Tokens() => _server.Gateway.Requests.Count(request => request == "POST /connect/token");
}
