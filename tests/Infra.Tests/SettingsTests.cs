using LeadPlatform.Infra.Settings;

namespace LeadPlatform.Infra.Tests;

public class SettingsTests
{
    private static readonly string Good = Repository.Read("deploy/infra/environments.json");

    [Fact]
    public void The_settings_of_the_repository_are_good() => PlatformSettings.Parse(Good).Of("production").Standby.Vpc.ShouldBe("10.1.0.0/16");

    [Theory]
    [InlineData("\"444455556666\"", "\"111122223333\"", "environments: production and staging share the account 111122223333")]
    [InlineData("\"account\": \"111122223333\"", "\"account\": \"1111\"", "production.account: 1111 is not 12 digits")]
    [InlineData("10.1.0.0/16", "10.0.0.0/16", "primary and standby share the network 10.0.0.0/16")]
    [InlineData("\"us-west-2\"", "\"us-east-1\"", "primary and standby are both us-east-1")]
    [InlineData("\"us-west-2\"", "\"eu-west-1\"", "production.standby.region: eu-west-1 is not one of us-east-1, us-west-2")]
    [InlineData("\"reservedShare\": 0.7", "\"reservedShare\": 1.2", "production.primary.cluster.reservedShare: 1.2 is not above 0 and at most 1")]
    [InlineData("\"backupDays\": 35", "\"backupDays\": 36", "production.primary.database.backupDays: 36 is not from 1 to 35")]
    [InlineData("cache.r7g.large", "cache.t4g.small", "production.primary.cache.nodeType: cache.t4g.small can't be part of a global datastore")]
    [InlineData("\"173.245.48.0/20\"", "\"0.0.0.0/0\"", "cloudflareRanges: 0.0.0.0/0 would let everybody past Cloudflare")]
    [InlineData("\"owner\": \"platform-team\"", "\"owner\": \" \"", "production.owner: empty, and every resource is tagged with it")]
    [InlineData("origin.leads.example.com", "leads.example.org", "production.originZone: leads.example.org is not under leads.example.com")]
    [InlineData("\"standby\"", "\"primary\"", "production.regions: must be one primary and one standby")]
    [InlineData("\"owner\"", "\"ownr\"", "ownr")]
    [InlineData("\"application\"", "\"classic\"", "loadBalancer")]
    public void Wrong_settings_are_refused_with_the_place_and_the_rule(string good, string wrong, string expected) =>
        Should.Throw<SettingsException>(() => PlatformSettings.Parse(Good.Replace(good, wrong, StringComparison.Ordinal))).Message.ShouldContain(expected);

    [Fact]
    public void Every_wrong_place_is_told_at_once() =>
        Should.Throw<SettingsException>(() => PlatformSettings.Parse(Good.Replace("\"monthlyBudgetUsd\": 9500", "\"monthlyBudgetUsd\": 0", StringComparison.Ordinal)
            .Replace("\"backupDays\": 7", "\"backupDays\": 0", StringComparison.Ordinal))).Errors.Count.ShouldBe(3);
}
