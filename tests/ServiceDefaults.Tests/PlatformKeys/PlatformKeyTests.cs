using System.Security.Cryptography;
using System.Text;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.ServiceDefaults.Tests.PlatformKeys;

public sealed class PlatformKeyTests
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a key that is wrapped");
    private readonly PlatformKey _key = new("k1", RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void What_is_wrapped_unwraps_and_looks_different_each_time()
    {
        var (first, second) = (_key.Wrap(Secret, "thing:1"), _key.Wrap(Secret, "thing:1"));

        first.Length.ShouldBe(Secret.Length + PlatformKey.Overhead);
        first.ShouldNotBe(second);
        _key.Unwrap(first, "thing:1").ShouldBe(Secret);
        _key.Unwrap(second, "thing:1").ShouldBe(Secret);
    }

    [Fact]
    public void Another_key_another_purpose_and_any_changed_byte_unwrap_nothing()
    {
        var wrapped = _key.Wrap(Secret, "thing:1");

        Should.Throw<CryptographicException>(() => new PlatformKey("k1", RandomNumberGenerator.GetBytes(32)).Unwrap(wrapped, "thing:1"));
        Should.Throw<CryptographicException>(() => _key.Unwrap(wrapped, "thing:2"));
        Should.Throw<CryptographicException>(() => _key.Unwrap(wrapped.AsSpan(0, PlatformKey.Overhead - 1), "thing:1"));
        for (var i = 0; i < wrapped.Length; i++)
        {
            var changed = (byte[])wrapped.Clone();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => _key.Unwrap(changed, "thing:1"));
        }
    }

    [Theory]
    [InlineData("", 32)]
    [InlineData("K1", 32)]
    [InlineData("../k1", 32)]
    [InlineData(".k1", 32)]
    [InlineData("k1", 31)]
    [InlineData("k1", 33)]
    public void A_wrong_id_or_size_is_refused(string id, int bytes) => Should.Throw<ArgumentException>(() => new PlatformKey(id, new byte[bytes]));
}
