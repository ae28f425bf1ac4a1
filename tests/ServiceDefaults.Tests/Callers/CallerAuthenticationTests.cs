using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Tests.Hosting;
using LeadPlatform.TestHost;

namespace LeadPlatform.ServiceDefaults.Tests.Callers;

public sealed class CallerAuthenticationTests : IAsyncLifetime
{
    private SampleService _service = null!;

    private static TestToken Right => new(Roles.Manager, Scopes.LeadsRead);

    public async ValueTask InitializeAsync() => _service = await SampleService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_token_with_the_scope_is_let_in()
    {
        using var answer = await _service.GetAsync("/leads", _service.Issuer.Token(Right));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_token_it_is_401_with_a_challenge_and_a_problem()
    {
        using var answer = await _service.GetAsync("/leads");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("unauthenticated");
    }

    [Fact]
    public async Task Without_the_scope_it_is_403()
    {
        using var answer = await _service.GetAsync("/leads", _service.Issuer.Token(Right with { Scopes = "leads.write leads.readers" }));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("forbidden");
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_is_closed_to_everybody()
    {
        using var without = await _service.GetAsync("/unsaid");
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var closed = await _service.GetAsync("/unsaid", _service.Issuer.Token(Roles.Admin));
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var open = await _service.GetAsync("/open");
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(TokenForgery.AlgorithmNone)]
    [InlineData(TokenForgery.OtherKey)]
    [InlineData(TokenForgery.PublicKeyAsSecret)]
    [InlineData(TokenForgery.ChangedPayload)]
    public async Task A_forged_token_is_refused(TokenForgery forgery) => await RefusedAsync(Right with { Forgery = forgery });

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() => await RefusedAsync(Right with { Issuer = "https://other.example.com" });

    [Fact]
    public async Task A_token_for_another_audience_is_refused() => await RefusedAsync(Right with { Audience = "elsewhere" });

    [Fact]
    public async Task An_identity_token_is_no_access_token() => await RefusedAsync(Right with { Type = "JWT" });

    [Fact]
    public async Task An_expired_token_is_refused() => await RefusedAsync(Right with { IssuedAt = DateTimeOffset.UtcNow.AddHours(-1) });

    [Fact]
    public async Task A_token_of_tomorrow_is_refused() => await RefusedAsync(Right with { IssuedAt = DateTimeOffset.UtcNow.AddDays(1) });

    [Fact]
    public async Task Tokens_of_a_new_signing_key_are_accepted_without_a_restart()
    {
        using (var before = await _service.GetAsync("/leads", _service.Issuer.Token(Right)))
            before.StatusCode.ShouldBe(HttpStatusCode.OK);
        _service.Issuer.RotateKey();
        var token = _service.Issuer.Token(Right);
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await _service.GetAsync("/leads", token);
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_revoked_token_is_refused_within_seconds_though_it_was_remembered_and_another_one_is_not()
    {
        var (revoked, other) = (_service.Issuer.Token(Right), _service.Issuer.Token(Right));
        foreach (var token in new[] { revoked, other })
        {
            using var before = await _service.GetAsync("/leads", token);
            before.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        _service.Issuer.Revoke(revoked);

        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await _service.GetAsync("/leads", revoked);
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        });
        using var after = await _service.GetAsync("/leads", other);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task RefusedAsync(TestToken token)
    {
        var text = _service.Issuer.Token(token);
        // Twice: what is remembered of tokens must not let the second one in.
        for (var i = 0; i < 2; i++)
        {
            using var answer = await _service.GetAsync("/leads", text);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }
}
