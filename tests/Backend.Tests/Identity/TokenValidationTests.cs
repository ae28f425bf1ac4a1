using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.Backend.Tests.Identity;

public sealed class TokenValidationTests(BackendFixture shared) : BackendTest(shared)
{
    public static TheoryData<string, Action<SecurityTokenDescriptor>> Wrong => new()
    {
        { "expired", token => (token.NotBefore, token.IssuedAt, token.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddMinutes(-1)) },
        { "another audience", token => token.Audience = "elsewhere" },
        { "another issuer", token => token.Issuer = "http://elsewhere.example.com/" },
        { "an ID token", token => token.TokenType = "JWT" },
        { "another key", token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = token.SigningCredentials.Kid }, SecurityAlgorithms.RsaSha256) },
        { "the public key as secret", token => token.SigningCredentials = HmacOfPublicKey((RsaSecurityKey)token.SigningCredentials.Key) },
        { "no signature", token => token.SigningCredentials = null },
        { "a key id that is a path", token => Rename(token, "../../../../../../dev/null") },
        { "a key id that is SQL", token => Rename(token, "' union select 'a' --") },
        { "a key id that nobody knows", token => Rename(token, "0123456789abcdef") },
        { "a key of its own in the header", BringKey },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_token_that_is_not_right_opens_nothing(string what, Action<SecurityTokenDescriptor> change)
    {
        using var http = Host.With(Host.Mint(Roles.Admin, change: change));

        await http.ReadAsync("/v1/me").ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        what.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_a_token_every_endpoint_but_the_public_ones_is_closed()
    {
        using var http = Host.With(null);
        var closed = Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();

        closed.Count.ShouldBeGreaterThan(5);
        foreach (var endpoint in closed)
        {
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Fact]
    public async Task Only_the_ways_in_and_the_documentation_are_public()
    {
        await Task.CompletedTask;

        Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(endpoint => endpoint.RoutePattern.RawText).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(
            [
                "/connect/account", "/connect/account/authenticator", "/connect/account/authenticator/remove", "/connect/account/email", "/connect/account/passkeys",
                "/connect/account/passkeys/options", "/connect/account/passkeys/remove", "/connect/account/password", "/connect/account/recovery-codes",
                "/connect/account/sessions/end", "/connect/authorize", "/connect/code", "/connect/confirm", "/connect/forgot", "/connect/invitation", "/connect/login",
                "/connect/login.css", "/connect/logout", "/connect/passkey", "/connect/passkey.js", "/connect/passkey/options", "/connect/reset", "/connect/token",
                "/connect/verify", "/openapi/{documentName}.json",
            ]);
    }

    [Fact]
    public async Task Tokens_of_one_instance_open_another_and_outlive_a_restart()
    {
        var token = await Host.ServiceTokenAsync();
        await using var second = BackendHost.Start(Data.Settings);

        await second.With(token).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
        await Host.With(await second.ServiceTokenAsync()).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_discovery_document_sends_browsers_to_the_issuer_and_services_to_where_they_asked()
    {
        using var http = Host.With(null);

        var document = await http.ReadAsync("/.well-known/openid-configuration").ShouldBeAsync(HttpStatusCode.OK);

        document.GetProperty("issuer").GetString().ShouldBe(BackendData.Issuer + "/");
        document.GetProperty("authorization_endpoint").GetString().ShouldBe(BackendData.Issuer + "/connect/authorize");
        document.GetProperty("end_session_endpoint").GetString().ShouldBe(BackendData.Issuer + "/connect/logout");
        document.GetProperty("token_endpoint").GetString().ShouldBe(new Uri(Host.Address, "connect/token").AbsoluteUri);
        document.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(m => m.GetString()).ShouldBe(["S256"]);
        var keys = await http.ReadAsync(new Uri(document.GetProperty("jwks_uri").GetString()!).PathAndQuery).ShouldBeAsync(HttpStatusCode.OK);
        var key = keys.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();
        key.GetProperty("kid").GetString().ShouldBe(Host.Services.GetRequiredService<KeyRing>().Signing[0].KeyId);
        key.TryGetProperty("d", out _).ShouldBeFalse();
    }

    // Signed with a key of the caller's own, or the signature would be right whatever the id says.
    private static void Rename(SecurityTokenDescriptor token, string keyId) =>
        token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = keyId }, SecurityAlgorithms.RsaSha256);

    private static void BringKey(SecurityTokenDescriptor token)
    {
        Rename(token, "own");
        var key = ((RsaSecurityKey)token.SigningCredentials.Key).Rsa.ExportParameters(false);
        token.AdditionalHeaderClaims = new Dictionary<string, object>
        {
            ["jwk"] = JsonSerializer.SerializeToElement(new { kty = "RSA", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) }),
            ["jku"] = "https://elsewhere.example.com/keys",
        };
    }

    private static SigningCredentials HmacOfPublicKey(RsaSecurityKey key) =>
        new(new SymmetricSecurityKey(Encoding.ASCII.GetBytes(key.Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = key.KeyId }, SecurityAlgorithms.HmacSha256);
}
