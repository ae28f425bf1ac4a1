using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ServiceDefaults.Proxies;

/// <summary>From whom <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
public sealed class ProxyOptions
{
    public const string Section = "Proxies";

    /// <summary>Networks of the gateway, in CIDR notation. Default: loopback and the private ranges, as no service behind it has a public address.</summary>
    public IReadOnlyList<string> Networks { get; set; } = [];

    public static IReadOnlyList<string> PrivateNetworks { get; } = ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"];
}

public static class ProxyExtensions
{
    /// <summary>The caller's own address behind the gateway; with <c>app.UseForwardedHeaders()</c>.</summary>
    public static WebApplicationBuilder AddProxies(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(ProxyOptions.Section).Get<ProxyOptions>() ?? new ProxyOptions();
        var networks = (options.Networks.Count > 0 ? options.Networks : ProxyOptions.PrivateNetworks).Select(Parse).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            networks.ForEach(forwarded.KnownIPNetworks.Add);
        });
        return builder;
    }

    private static System.Net.IPNetwork Parse(string network) => System.Net.IPNetwork.TryParse(network, out var parsed)
        ? parsed
        : throw new InvalidOperationException($"Proxies:Networks: '{network}' is not a network in CIDR notation, such as 10.0.0.0/8.");
}
