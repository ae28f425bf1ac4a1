using Aspire.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>The local page.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>Its port on 127.0.0.1; 0 for a free one. Default: 0.</summary>
    public int Port { get; set; }
}

internal sealed class DashboardOptionsValidator : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options) => new SettingRanges(DashboardOptions.Section)
        .Within(nameof(DashboardOptions.Port), options.Port, 0, 65535)
        .Result;
}
