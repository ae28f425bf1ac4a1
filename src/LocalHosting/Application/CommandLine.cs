namespace Aspire.Hosting;

/// <summary>Turns the command line into settings: <c>--name value</c>, <c>--name=value</c>, and flags, which become <c>true</c>.</summary>
internal static class CommandLine
{
    /// <exception cref="DistributedApplicationException">An option is unknown or lacks its value.</exception>
    public static Dictionary<string, string?> Parse(IReadOnlyList<string> args, IReadOnlyList<CommandLineOption> known)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < args.Count; at++)
        {
            var (name, value) = Split(args[at]);
            var option = known.FirstOrDefault(option => string.Equals(option.Name, name, StringComparison.OrdinalIgnoreCase));
            if (option is null && !name.Contains(':', StringComparison.Ordinal))
                throw new DistributedApplicationException($"Unknown option '{args[at]}'. Known are {string.Join(", ", known.Select(each => $"--{each.Name}"))} and any setting as --Section:Key VALUE.");

            if (option is { Value: null })
                value ??= "true";
            else if (value is null && at + 1 < args.Count && !args[at + 1].StartsWith("--", StringComparison.Ordinal))
                value = args[++at];

            settings[name] = value ?? throw new DistributedApplicationException($"Option --{name} needs a value: --{name} {option?.Value ?? "VALUE"}.");
        }

        return settings;
    }

    private static (string Name, string? Value) Split(string argument)
    {
        if (argument == "-h")
            return ("help", null);
        if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
            throw new DistributedApplicationException($"'{argument}' is no option; options start with two hyphens. --help lists them.");

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument[2..], null) : (argument[2..equals], argument[(equals + 1)..]);
    }
}
