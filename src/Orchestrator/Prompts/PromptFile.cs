using System.Reflection;
using System.Text.Json;

namespace LeadPlatform.Orchestrator.Prompts;

/// <summary>A prompt of a version, and the schema of its answer (see README.md here).</summary>
internal sealed class PromptFile
{
    private const string Folder = "prompts/";
    private static readonly Assembly Built = typeof(PromptFile).Assembly;

    private PromptFile(string name)
    {
        Name = name;
        var parts = Read($"{name}.md").Split("\n---\n");
        if (parts is not [var system, var lead, var repair])
            throw new InvalidOperationException($"Prompt {name} has {parts.Length} parts; it takes 3.");
        (System, Lead, Repair) = (system.Trim(), lead.Trim(), repair.Trim());
        using var schema = JsonDocument.Parse(Read($"{name}.schema.json"));
        Schema = schema.RootElement.Clone();
    }

    /// <summary>Names and versions that are built in.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Built.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal)).Select(name => name[Folder.Length..^3]).Order(StringComparer.Ordinal)];

    /// <summary>Name and version: <c>analyse.1</c>.</summary>
    public string Name { get; }

    public string System { get; }

    /// <summary>With <c>{{lead}}</c>.</summary>
    public string Lead { get; }

    /// <summary>With <c>{{error}}</c>.</summary>
    public string Repair { get; }

    public JsonElement Schema { get; }

    public static PromptFile? Find(string name) => Names.Contains(name) ? new PromptFile(name) : null;

    private static string Read(string file)
    {
        using var resource = Built.GetManifestResourceStream(Folder + file) ?? throw new InvalidOperationException($"{file} is not built into the service.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
