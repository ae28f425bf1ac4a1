using System.Net;
using LeadPlatform.ApiGateway.Limits;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class AddressBucketsTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_of_one_subscriber_count_together(string one, string other, bool together) =>
        (AddressBuckets.Key(IPAddress.Parse(one)) == AddressBuckets.Key(IPAddress.Parse(other))).ShouldBe(together);
}
