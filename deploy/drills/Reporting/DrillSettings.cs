using System.ComponentModel;
using System.Text.Json;
using Spectre.Console.Cli;

namespace LeadPlatform.Drills.Reporting;

/// <summary>What every drill takes.</summary>
internal class DrillSettings : CommandSettings
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [CommandOption("--json <FILE>")]
    [Description("Write the record there")]
    public string? Json { get; init; }

    [CommandOption("--short")]
    [Description("As in ./test: seconds of load instead of half a minute")]
    public bool Short { get; init; }

    public async Task WriteAsync<T>(T record, CancellationToken cancellationToken)
    {
        if (Json is { } file)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(record, Indented), cancellationToken);
    }
}
