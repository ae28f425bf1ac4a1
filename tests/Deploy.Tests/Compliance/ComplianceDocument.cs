using System.Text.RegularExpressions;

namespace LeadPlatform.Deploy.Tests.Compliance;

/// <summary><c>docs/compliance.md</c>: what it names, and its tables.</summary>
/// <param name="Text">Markdown.</param>
internal sealed partial record ComplianceDocument(string Text)
{
    /// <summary>Sections of controls; each has a table of control, implementation and proof.</summary>
    public static readonly string[] Frameworks = ["SOC 2", "GDPR", "HIPAA", "PCI DSS", "ISO/IEC 27001"];

    private static readonly string[] Folders = ["src/", "tests/", "deploy/", "docs/", ".github/", ".ci/"];

    private static readonly Lazy<Dictionary<string, string>> Tests = new(() => Directory.EnumerateFiles(Repository.Path("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
        .GroupBy(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText)
        .ToDictionary(group => group.Key, group => string.Join('\n', group)));

    public static ComplianceDocument Read() => new(Repository.Read("docs/compliance.md"));

    /// <summary>Tests, files and sections that are named and not there.</summary>
    public IEnumerable<string> Missing() =>
    [
        .. Code().Matches(Text).Select(match => match.Groups[1].Value).Distinct().Where(name => !Exists(name)),
        .. Link().Matches(Text).Select(match => match.Groups[1].Value).Distinct().Where(anchor => !Headings().Contains(anchor)).Select(anchor => $"#{anchor}"),
    ];

    /// <summary>Controls with neither a proof nor an open point.</summary>
    public IEnumerable<string> WithoutProof() => Frameworks.SelectMany(Controls).Where(row =>
        !row[1].Contains("**Open**", StringComparison.Ordinal) && !Code().IsMatch(row[2]) && !Link().IsMatch(row[2])).Select(row => row[0]);

    /// <summary>Rows of the table of a framework.</summary>
    public IReadOnlyList<string[]> Controls(string framework) => Rows(Section("## " + framework));

    /// <summary>Rows of the data map of a database.</summary>
    public IReadOnlyList<string[]> MapOf(string database) => Rows(Section("### Database " + database));

    /// <summary>What stands in backticks.</summary>
    public static IReadOnlyList<string> Names(string cell) => [.. Code().Matches(cell).Select(match => match.Groups[1].Value)];

    private static bool Exists(string name)
    {
        if (Test().Match(name) is { Success: true } test)
            return Tests.Value.TryGetValue(test.Groups[1].Value, out var source) && (test.Groups[2].Value is not { Length: > 0 } method || source.Contains($" {method}(", StringComparison.Ordinal));
        return (!Folders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal)) && !name.EndsWith(".md", StringComparison.Ordinal)) || Path.Exists(Repository.Path(name));
    }

    private IReadOnlyList<string> Headings() => [.. Heading().Matches(Text).Select(match => match.Groups[1].Value.ToLowerInvariant().Replace(' ', '-'))];

    private string Section(string heading)
    {
        var start = Text.IndexOf("\n" + heading, StringComparison.Ordinal);
        if (start < 0)
            throw new InvalidOperationException($"docs/compliance.md has no section '{heading}'.");
        var end = NextHeading().Match(Text, start + heading.Length);
        return end.Success ? Text[start..end.Index] : Text[start..];
    }

    private static string[][] Rows(string section) =>
    [
        .. section.Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(#([a-z0-9-]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^([A-Z]\w*Tests)(?:\.(\w+))?$")]
    private static partial Regex Test();

    [GeneratedRegex("^#{2,3} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^#{2,3} ", RegexOptions.Multiline)]
    private static partial Regex NextHeading();
}
