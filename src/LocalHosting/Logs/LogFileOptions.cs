using Aspire.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Logs;

/// <summary>Settings of the log files.</summary>
internal sealed class LogFileOptions
{
    public const string Section = "Logs";

    /// <summary>The size at which a file is replaced, in bytes; two files are kept for each process. Default: 5,000,000.</summary>
    public long MaxFileBytes { get; set; } = 5_000_000;
}

internal sealed class LogFileOptionsValidator : IValidateOptions<LogFileOptions>
{
    public ValidateOptionsResult Validate(string? name, LogFileOptions options) => new SettingRanges(LogFileOptions.Section)
        .Within(nameof(LogFileOptions.MaxFileBytes), options.MaxFileBytes, 10_000, 1_000_000_000)
        .Result;
}
