using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ServiceDefaults.Health;

/// <summary>The internal port: <c>/health</c>, <c>/alive</c> and <c>/metrics</c>, never reachable through the public one.</summary>
public sealed class ManagementOptions
{
    public const string Section = "Management";

    /// <summary>TCP port, 1 to 65535. Without it the service has no internal port (tests, tools).</summary>
    [Range(1, 65535, ErrorMessage = "Management:Port must be a TCP port from 1 to 65535.")]
    public int? Port { get; set; }

    /// <summary>Address to listen on: <c>127.0.0.1</c> in Development, else <c>*</c>.</summary>
    public string? Address { get; set; }

    /// <summary>Whether a request is of the internal port, by the one that its connection came in on: a Host header can be forged, a local port can't.</summary>
    internal bool Serves(HttpContext context) => Port == context.Connection.LocalPort;
}
