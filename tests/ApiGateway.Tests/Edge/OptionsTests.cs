using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;

namespace LeadPlatform.ApiGateway.Tests.Edge;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Edge:TrustedProxies:0", "everybody", "Edge:TrustedProxies:0 is 'everybody'; it must be a network such as 10.0.0.0/8 or 192.0.2.7/32.")]
    [InlineData("Edge:MaxHeaderBytes", "100", "Edge:MaxHeaderBytes is 100; it must be from 4096 to 65536.")]
    [InlineData("Edge:MinBytesPerSecond", "0.5", "Edge:MinBytesPerSecond is 0.5; it must be from 1 to 1000000.")]
    [InlineData("Limits:Concurrent", "0", "Limits:Concurrent is 0; it must be from 1 to 100000.")]
    [InlineData("Origins:ReadEvery", "00:05:00", "Origins:ReadEvery is 00:05:00; it must be from 00:00:00.1000000 to 00:01:00.")]
    [InlineData("Origins:Sources:0191b7c0-0000-7000-8000-000000000000:0", "http://shop.example.com", "an origin looks like https://quotes.example.com.")]
    [InlineData("Limits:Sharing:CallTimeout", "01:00:00", "Limits:Sharing:CallTimeout must be from 00:00:00.01 to 00:00:05.")]
    [InlineData("Origins:Sources:shop:0", "https://shop.example.com", "Origins:Sources:shop must be named by the id of a source.")]
    [InlineData("Origins:Sources:0191b7c0-0000-7000-8000-000000000000:0", "*", "an origin looks like https://quotes.example.com.")]
    [InlineData("Limits:Agent:Burst", "0", "Limits:Agent:Burst is 0; it must be from 1 to 1000000.")]
    [InlineData("Limits:Anonymous:RequestsPerSecond", "-1.5", "Limits:Anonymous:RequestsPerSecond is -1.5; it must be from 0.01 to 1000000.")]
    [InlineData("Keys:FreshFor", "01:00:00", "Keys:FreshFor is 01:00:00; it must be from 00:00:00.1000000 to 00:01:00.")]
    [InlineData("Keys:UnknownCapacity", "100", "Keys:UnknownCapacity is 100; it must be a power of two from 64 to 65536.")]
    public async Task A_wrong_setting_stops_the_start_with_key_value_and_range(string key, string value, string sentence) =>
        (await RefusedStart.ReasonAsync(() => GatewayHost.StartAsync(new() { [key] = value }))).ShouldContain(sentence);

    [Fact]
    public async Task A_route_to_nowhere_stops_the_start() =>
        (await RefusedStart.ReasonAsync(() => GatewayHost.StartAsync(new() { ["ReverseProxy:Routes:broken:ClusterId"] = "nowhere" }))).ShouldContain("broken");
}
