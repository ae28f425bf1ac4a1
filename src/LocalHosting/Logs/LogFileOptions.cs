using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Logs;

/// <summary>Settings of the log files.</summary>
internal sealed class LogFileOptions
{
    public const string Section = "Logs";

    /// <summary>The size at which a file is replaced, in bytes; two files are kept for each process. Default: 5,000,000.</summary>
    [Range(10_000, 1_000_000_000, ErrorMessage = "Logs:MaxFileBytes must be from 10000 to 1000000000 bytes.")]
    public long MaxFileBytes { get; set; } = 5_000_000;
}

[OptionsValidator]
internal sealed partial class LogFileOptionsValidator : IValidateOptions<LogFileOptions>;
