using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>The local page.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>Its port on 127.0.0.1; 0 for a free one. Default: 0.</summary>
    [Range(0, 65535, ErrorMessage = "Dashboard:Port must be a TCP port from 1 to 65535, or 0 for a free one.")]
    public int Port { get; set; }
}

[OptionsValidator]
internal sealed partial class DashboardOptionsValidator : IValidateOptions<DashboardOptions>;
