using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Terminal;

/// <summary>What the terminal shows.</summary>
internal sealed class TerminalOptions
{
    public const string Section = "Terminal";

    /// <summary>Whether nothing is shown. Default: false.</summary>
    public bool Quiet { get; set; }

    /// <summary>How many of the last lines of a process are shown when it fails. Default: 20.</summary>
    [Range(0, 1000, ErrorMessage = "Terminal:FailureLines must be from 0 to 1000.")]
    public int FailureLines { get; set; } = 20;
}

[OptionsValidator]
internal sealed partial class TerminalOptionsValidator : IValidateOptions<TerminalOptions>;
