using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Retaining;

/// <summary>The dated rules of all lines: those that come with the platform, or an operator's own file of the same shape.</summary>
internal sealed class RetentionRules
{
    private const string AllLines = "*";
    private const int MaxDays = 36_500;

    private readonly RetentionRule[] _rules;

    private RetentionRules(RetentionRule[] rules) => _rules = rules;

    /// <param name="file">Null for those that come with the platform.</param>
    /// <exception cref="InvalidOperationException">A rule can't be one; the message says which and why.</exception>
    public static RetentionRules Load(string? file)
    {
        try
        {
            using var rules = file is null ? typeof(RetentionRules).Assembly.GetManifestResourceStream("retention.json")! : File.OpenRead(file);
            return new RetentionRules(Check(JsonSerializer.Deserialize(rules, RetentionJson.Default.RetentionRuleArray) ?? []));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException($"Retention:RulesFile '{file}' can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>The rule of a line on a day; null where none is in force yet, and its leads stay.</summary>
    public RetentionRule? Of(string line, DateOnly day) => Latest(line, day) ?? Latest(AllLines, day);

    private RetentionRule? Latest(string line, DateOnly day) => _rules.Where(rule => rule.Line == line && rule.From <= day).MaxBy(rule => rule.From);

    private static RetentionRule[] Check(RetentionRule[] rules)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            var (line, days, _, source) = rules[i];
            if (line != AllLines && !Line.IsKnown(line))
                throw new InvalidOperationException($"Retention:RulesFile, rule {i + 1}: there is no line '{line}'.");
            if (days is < 1 or > MaxDays)
                throw new InvalidOperationException($"Retention:RulesFile, rule {i + 1}: days must be from 1 to {MaxDays}.");
            if (string.IsNullOrWhiteSpace(source))
                throw new InvalidOperationException($"Retention:RulesFile, rule {i + 1}: it must name its source.");
        }

        return rules;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RetentionRule[]))]
internal sealed partial class RetentionJson : JsonSerializerContext;
