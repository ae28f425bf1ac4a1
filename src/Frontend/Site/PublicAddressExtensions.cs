using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace LeadPlatform.Frontend.Site;

/// <summary>The platform has one public address, <c>Identity:Issuer</c>: links, redirects, cookies and consent records name no other.</summary>
internal static class PublicAddressExtensions
{
    public static void AddPublicAddress(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section)
            .Validate(proxy => proxy.KnownNetworks.All(network => IPNetwork.TryParse(network, out _)),
                "Proxy:KnownNetworks must be networks in CIDR notation, such as 10.0.0.0/8.")
            .ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // Only the gateway's last word counts: what stands before it came from the client.
            forwarded.ForwardLimit = 1;
            foreach (var network in proxy.Value.KnownNetworks)
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(network));
        });
    }

    public static void UsePublicAddress(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<IOptions<IdentityOptions>>().Value.Issuer!;
        var host = HostString.FromUriComponent(address);
        app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.Host != host && HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments("/console"))
            {
                // Cookies of the sign-in are bound to the host, so the console lives at one host only.
                context.Response.Redirect(new Uri(address, request.Path + request.QueryString).AbsoluteUri);
                return Task.CompletedTask;
            }

            request.Scheme = address.Scheme;
            request.Host = host;
            return next(context);
        });
    }
}

/// <summary>Who may say where a request came from.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Networks of the gateway in CIDR notation, whose X-Forwarded-* headers count. Loopback always does.</summary>
    public IReadOnlyList<string> KnownNetworks { get; set; } = [];
}
