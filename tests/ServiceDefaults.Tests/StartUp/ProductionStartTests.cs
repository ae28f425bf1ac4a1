using LeadPlatform.ServiceDefaults.Tests.Hosting;
using LeadPlatform.TestHost;

namespace LeadPlatform.ServiceDefaults.Tests.StartUp;

/// <summary>In Production, with settings that would work and must not be used.</summary>
public class ProductionStartTests
{
    [Theory]
    [InlineData("Identity:Issuer", "http://leads.example.com", "Identity:Issuer must begin with https://")]
    [InlineData("ConnectionStrings:leads", "Host=db.internal;Username=leads;Password=s3cr3t-of-db;Database=leads", "ConnectionStrings:leads goes over the network without TLS: give it SSL Mode=Require")]
    [InlineData("ConnectionStrings:redis", "cache.internal:6379,password=s3cr3t-of-db", "ConnectionStrings:redis goes over the network without TLS: give it ssl=true")]
    [InlineData("ConnectionStrings:nats", "nats://backend:s3cr3t-of-db@nats.internal:4222", "ConnectionStrings:nats goes over the network without TLS: give it an address that begins with tls://")]
    [InlineData("Forms:SourceKey", "demo-source-key", "Forms:SourceKey holds a value that anybody could guess")]
    [InlineData("PlatformKeys:Keys:k1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "PlatformKeys:Keys:k1 holds a value that anybody could guess")]
    [InlineData("PersonalData:Key", "change-me-change-me-change-me-change-me", "PersonalData:Key holds a value that anybody could guess")]
    [InlineData("Identity:Clients:cli:Secret", "MyPassword1", "Identity:Clients:cli:Secret holds a value that anybody could guess")]
    public async Task The_start_fails_and_names_the_setting_but_not_its_value(string setting, string value, string sentence)
    {
        var reason = await RefusedStart.ReasonAsync(() => SampleService.StartAsync(settings: (setting, value)));
        reason.ShouldContain("This is no configuration for Production");
        reason.ShouldContain(sentence);
        reason.ShouldNotContain(value);
        reason.ShouldNotContain("s3cr3t-of-db");
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_redis_string_that_can_not_be_read_ends_the_start_everywhere(string environment)
    {
        var reason = await RefusedStart.ReasonAsync(() => SampleService.StartAsync(builder => builder.Environment.EnvironmentName = environment, settings: ("ConnectionStrings:redis", "localhost:6379,s3cr3t-of-cache=1")));
        reason.ShouldContain("ConnectionStrings:redis can't be read");
        reason.ShouldNotContain("s3cr3t-of-cache");
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var reason = await RefusedStart.ReasonAsync(() => SampleService.StartAsync(settings: [("ConnectionStrings:redis", "cache.internal:6379"), ("ConnectionStrings:leads", "Host=db.internal"), ("Forms:SourceKey", "changeme")]));
        reason.ShouldContain("ConnectionStrings:redis");
        reason.ShouldContain("ConnectionStrings:leads");
        reason.ShouldContain("Forms:SourceKey");
    }

    [Fact]
    public async Task A_store_that_a_mesh_encrypts_needs_no_tls_of_its_own()
    {
        await using var service = await SampleService.StartAsync(settings: [("ConnectionStrings:redis", "redis:6379"), ("Transport:EncryptedElsewhere:0", "redis")]);
        (await service.Public.GetAsync("/open", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Stores_of_this_machine_and_drawn_secrets_start()
    {
        var drawn = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        await using var service = await SampleService.StartAsync(
            settings: [("ConnectionStrings:leads", "Host=127.0.0.1;Database=leads"), ("ConnectionStrings:nats", "nats://localhost:4222"), ("PlatformKeys:Keys:k1", drawn), ("PersonalData:Key", drawn)]);
        (await service.Public.GetAsync("/open", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }
}
