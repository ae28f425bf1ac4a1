using Aspire.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Terminal;

/// <summary>What the terminal shows.</summary>
internal sealed class TerminalOptions
{
    public const string Section = "Terminal";

    /// <summary>Whether nothing is shown. Default: false.</summary>
    public bool Quiet { get; set; }

    /// <summary>How many of the last lines of a process are shown when it fails. Default: 20.</summary>
    public int FailureLines { get; set; } = 20;
}

internal sealed class TerminalOptionsValidator : IValidateOptions<TerminalOptions>
{
    public ValidateOptionsResult Validate(string? name, TerminalOptions options) => new SettingRanges(TerminalOptions.Section)
        .Within(nameof(TerminalOptions.FailureLines), options.FailureLines, 0, 1000)
        .Result;
}
