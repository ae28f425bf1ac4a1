using System.Net;
using System.Security.Cryptography;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Backend.Tests.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeadPlatform.Backend.Tests.Identity.Keys;

public sealed class KeyRotationTests(BackendFixture shared)
{
    private readonly ShiftedTime _time = new();

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_the_old_one_goes_when_its_tokens_have_expired()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await using var host = BackendHost.Start(data.Settings, time: _time);
        await using var second = BackendHost.Start(data.Settings, time: _time);
        var old = await SignerAsync(host);

        _time.Offset = TimeSpan.FromDays(29.5);
        await RotateAsync(host);
        var published = await PublishedAsync(host);
        published.Count.ShouldBe(2);
        (await SignerAsync(host)).ShouldBe(old);

        _time.Offset = TimeSpan.FromDays(30.6);
        await RotateAsync(host);
        await RotateAsync(second);
        var before = await host.ServiceTokenAsync();
        var signer = new JsonWebToken(before).Kid;
        signer.ShouldBe(published.Single(id => id != old));
        (await SignerAsync(second)).ShouldBe(signer);
        (await PublishedAsync(host)).ShouldBe([signer, old], ignoreOrder: true);
        await second.With(before).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);

        _time.Offset = TimeSpan.FromDays(30.6 + 15.5);
        await RotateAsync(host);
        (await PublishedAsync(host)).ShouldBe([signer]);
        (await data.QueryAsync<long>("select count(*) from identity_key")).ShouldBe(2);
    }

    [Fact]
    public async Task Many_instances_at_once_make_one_next_key()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await using var host = BackendHost.Start(data.Settings, time: _time);
        _time.Offset = TimeSpan.FromDays(29.5);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RotateAsync(host)));

        (await data.QueryAsync<long>("select count(*) from identity_key where use = 'Sign'")).ShouldBe(2);
    }

    [Fact]
    public async Task A_sign_in_goes_on_over_a_rotation()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await using var host = BackendHost.Start(data.With(("Identity:Tokens:Refresh", "90.00:00:00")), time: _time);
        using var browser = new Browser(host);
        var tokens = await browser.SignInAsync("manager@example.com");

        _time.Offset = TimeSpan.FromDays(29.5);
        await RotateAsync(host);
        _time.Offset = TimeSpan.FromDays(30.6);
        await RotateAsync(host);

        var renewed = await browser.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!).ShouldBeAsync(HttpStatusCode.OK);
        new JsonWebToken(renewed.GetProperty("access_token").GetString()).Kid.ShouldNotBe(new JsonWebToken(tokens.GetProperty("access_token").GetString()).Kid);
    }

    [Fact]
    public async Task Keys_may_be_for_es256()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await data.ExecuteAsync("delete from identity_key");
        var settings = data.With(("Identity:Keys:Algorithm", "ES256"));
        await BackendData.MigrateAsync(settings, "Development");
        await using var host = BackendHost.Start(settings);

        var token = await host.ServiceTokenAsync();

        new JsonWebToken(token).Alg.ShouldBe("ES256");
        await host.With(token).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_lies_in_the_database_is_no_key_without_the_platforms_key()
    {
        await using var data = await BackendData.CreateAsync(shared);
        var material = await data.QueryAsync<byte[]>("select material from identity_key where use = 'Sign'");

        Should.Throw<CryptographicException>(() => RSA.Create().ImportPkcs8PrivateKey(material, out _));
        (await data.QueryAsync<string>("select string_agg(distinct protection, ',') from identity_key")).ShouldBe("test");
        var others = data.With(("PlatformKeys:Keys:other", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), ("PlatformKeys:Current", "other")).ToDictionary();
        others.Remove("PlatformKeys:Keys:test");
        Should.Throw<InvalidOperationException>(() => BackendHost.Start(others)).Message.ShouldContain("'test'");
    }

    [Fact]
    public async Task Keys_of_an_earlier_version_and_of_an_older_platform_key_are_wrapped_with_the_current_one_while_it_runs()
    {
        await using var data = await BackendData.CreateAsync(shared);
        using var rsa = RSA.Create(2048);
        await data.ExecuteAsync("update identity_key set material = $1, protection = 'none' where use = 'Sign'", rsa.ExportPkcs8PrivateKey());
        await using var host = BackendHost.Start(data.With(
            ("PlatformKeys:Keys:next", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), ("PlatformKeys:Current", "next")));
        var token = await host.ServiceTokenAsync();

        await RotateAsync(host);

        (await data.QueryAsync<string>("select string_agg(distinct protection, ',') from identity_key")).ShouldBe("next");
        await host.With(token).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
        new JsonWebToken(await host.ServiceTokenAsync()).Kid.ShouldBe(new JsonWebToken(token).Kid);
    }

    [Fact]
    public async Task Keys_of_cookies_lie_wrapped_and_open_at_another_instance()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await using var host = BackendHost.Start(data.Settings);
        await using var second = BackendHost.Start(data.Settings);

        var wrapped = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a test").Protect("said");

        second.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a test").Unprotect(wrapped).ShouldBe("said");
        (await data.QueryAsync<string>("select string_agg(xml, '') from data_protection_key")).ShouldNotContain("<masterKey");
    }

    private static Task RotateAsync(BackendHost host) => host.Services.GetRequiredService<KeyRotation>().RunOnceAsync(TestContext.Current.CancellationToken);

    private static async Task<string> SignerAsync(BackendHost host) => new JsonWebToken(await host.ServiceTokenAsync()).Kid;

    private static async Task<IReadOnlyList<string>> PublishedAsync(BackendHost host)
    {
        using var http = host.With(null);
        var keys = await http.ReadAsync("/.well-known/jwks").ShouldBeAsync(HttpStatusCode.OK);
        return [.. keys.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }
}
