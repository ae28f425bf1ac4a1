using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>One option of the command line.</summary>
/// <param name="Name">The name without the dashes; also the configuration key.</param>
/// <param name="Value">What stands after the name in the usage; null for a flag, which takes no value.</param>
/// <param name="Help">One sentence for the usage.</param>
internal sealed record CommandLineOption(string Name, string? Value, string Help)
{
    /// <summary>The section in which an AppHost lists its own options, each with <c>Value</c> and <c>Help</c>.</summary>
    public const string Section = "CommandLine";

    public static IReadOnlyList<CommandLineOption> Known(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Section).GetChildren().Select(option => new CommandLineOption(option.Key, option["Value"], option["Help"] ?? "")),
        new("data", "DIR", "where data, passwords and logs live (default: .data in the repository)"),
        new("fresh", null, "delete that data before the start"),
        new("describe", null, "print the parts, who uses whom and which variables each is given, as JSON, and end"),
        new("help", null, "print this and end"),
    ];

    public static string Usage(IConfiguration configuration)
    {
        var options = Known(configuration).Select(option => (Left: option.Value is null ? $"--{option.Name}" : $"--{option.Name} {option.Value}", option.Help)).ToArray();
        var width = options.Max(option => option.Left.Length);
        return string.Join('\n', (IEnumerable<string>)
            ["Options:", .. options.Select(option => $"  {option.Left.PadRight(width)}  {option.Help}"), "Any setting can be given as --Section:Key VALUE."]);
    }
}
