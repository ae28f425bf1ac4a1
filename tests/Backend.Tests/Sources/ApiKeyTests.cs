using LeadPlatform.Backend.Sources.Keys;

namespace LeadPlatform.Backend.Tests.Sources;

public sealed class ApiKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_key_names_its_row_and_only_its_hash_is_kept()
    {
        var (key, row) = ApiKey.Create(Guid.NewGuid(), ["leads.write"], Now);

        key.ShouldMatch("^lp_[0-9a-f]{16}_[0-9a-f]{64}$");
        ApiKey.IdOf(key).ShouldBe(row.KeyId);
        row.Opens(key, Now).ShouldBeTrue();
        Convert.ToHexStringLower(row.Hash).ShouldNotContain(key[20..]);
    }

    [Fact]
    public void The_right_id_with_another_secret_opens_nothing()
    {
        var (key, row) = ApiKey.Create(Guid.NewGuid(), [], Now);

        row.Opens(key[..^1] + (key[^1] == '0' ? '1' : '0'), Now).ShouldBeFalse();
    }

    [Fact]
    public void An_expired_or_revoked_key_opens_nothing()
    {
        var (key, row) = ApiKey.Create(Guid.NewGuid(), [], Now);
        row.ExpiresAt = Now.AddHours(1);

        row.Opens(key, Now).ShouldBeTrue();
        row.Opens(key, Now.AddHours(1)).ShouldBeFalse();
        row.ExpiresAt = null;
        row.RevokedAt = Now;
        row.Opens(key, Now).ShouldBeFalse();
    }

    [Theory]
    [InlineData("demo-source-key")]
    [InlineData("lp_")]
    [InlineData("lp__secret")]
    [InlineData("lp_id_")]
    [InlineData("lp_id")]
    public void A_key_of_another_shape_is_looked_up_by_its_hash(string key) => ApiKey.IdOf(key).ShouldStartWith("sha256:");

    [Fact]
    public void The_row_of_a_chosen_key_can_not_be_named_by_another_key() =>
        ApiKey.IdOf($"lp_{ApiKey.IdOf("demo-source-key")}_x").ShouldNotBe(ApiKey.IdOf("demo-source-key"));
}
