using System.Net;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Edge;

/// <summary>Where the gateway stands: who may tell it an address other than the connection's, and how large a request's head may be.</summary>
internal sealed class EdgeOptions
{
    public const string Section = "Edge";

    /// <summary>
    /// Networks (<c>10.0.0.0/8</c>, <c>192.0.2.7/32</c>) of the proxies before the gateway, whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> count.
    /// Default: none, so that nobody can claim another address.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>All request headers together, bytes; 4096 to 65536. Default 32768 (a console's cookies take up to 16 KB).</summary>
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Method, address and version, bytes; 1024 to 32768. Default 8192.</summary>
    public int MaxRequestLineBytes { get; set; } = 8 * 1024;

    /// <summary>Time in which a client must send its headers; 1 s to 1 min. Default 10 s.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Request headers; 16 to 1000. Default 100.</summary>
    public int MaxHeaders { get; set; } = 100;

    /// <summary>Bytes a second that a client must send of a body, and take of an answer, on average; 1 to 1,000,000. Default 240.</summary>
    public double MinBytesPerSecond { get; set; } = 240;

    /// <summary>Time before <see cref="MinBytesPerSecond"/> counts; 2 s to 1 min. Default 5 s.</summary>
    public TimeSpan MinRateGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections open at once; 100 to 1,000,000. Default 20,000. Those beyond are closed as they come.</summary>
    public int MaxConnections { get; set; } = 20_000;
}

internal sealed class EdgeOptionsValidator : IValidateOptions<EdgeOptions>
{
    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        var wrong = new List<string>();
        for (var i = 0; i < options.TrustedProxies.Count; i++)
        {
            if (!IPNetwork.TryParse(options.TrustedProxies[i], out _))
                wrong.Add($"Edge:TrustedProxies:{i} is '{options.TrustedProxies[i]}'; it must be a network such as 10.0.0.0/8 or 192.0.2.7/32.");
        }

        if (options.MaxHeaderBytes is < 4096 or > 65536)
            wrong.Add($"Edge:MaxHeaderBytes is {options.MaxHeaderBytes}; it must be from 4096 to 65536.");
        if (options.MaxRequestLineBytes is < 1024 or > 32768 || options.MaxRequestLineBytes > options.MaxHeaderBytes)
            wrong.Add($"Edge:MaxRequestLineBytes is {options.MaxRequestLineBytes}; it must be from 1024 to 32768 and not above Edge:MaxHeaderBytes.");
        if (options.MaxHeaders is < 16 or > 1000)
            wrong.Add($"Edge:MaxHeaders is {options.MaxHeaders}; it must be from 16 to 1000.");
        if (options.MinBytesPerSecond is not (>= 1 and <= 1_000_000))
            wrong.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Edge:MinBytesPerSecond is {options.MinBytesPerSecond}; it must be from 1 to 1000000."));
        if (options.MinRateGrace < TimeSpan.FromSeconds(2) || options.MinRateGrace > TimeSpan.FromMinutes(1))
            wrong.Add($"Edge:MinRateGrace is {options.MinRateGrace}; it must be from 00:00:02 to 00:01:00.");
        if (options.MaxConnections is < 100 or > 1_000_000)
            wrong.Add($"Edge:MaxConnections is {options.MaxConnections}; it must be from 100 to 1000000.");
        if (options.HeadersTimeout < TimeSpan.FromSeconds(1) || options.HeadersTimeout > TimeSpan.FromMinutes(1))
            wrong.Add($"Edge:HeadersTimeout is {options.HeadersTimeout}; it must be from 00:00:01 to 00:01:00.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
