using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Leads;

/// <summary>A lead as a row of cells by column, the same for who trains a model and who scores with it.</summary>
public static partial class LeadCells
{
    /// <summary>What rare and unknown words count as, so that no word of one consumer stands in a model or in a reason.</summary>
    public const string Other = "other";

    /// <summary>Columns there always are; the others are the members of details.</summary>
    public static IReadOnlyList<string> Fixed { get; } =
        ["line", "state", "hour", "weekday", "phone", "e-mail", "calls allowed", "age", "minutes since consent", "length of notes", "details given"];

    private const string DetailPrefix = "details: ";
    private const int LongestWord = 40;

    public static Dictionary<string, string?> Of(CapturedFacts lead)
    {
        var received = lead.ReceivedAt.UtcDateTime;
        var cells = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["line"] = lead.Line,
            ["state"] = lead.State,
            ["hour"] = Text(received.Hour),
            ["weekday"] = received.DayOfWeek.ToString(),
            ["phone"] = YesNo(lead.HasPhone),
            ["e-mail"] = YesNo(lead.HasEmail),
            ["calls allowed"] = YesNo(lead.MayCall),
            ["age"] = lead.DateOfBirth is { } born ? Text(YearsBetween(born, DateOnly.FromDateTime(received))) : null,
            ["minutes since consent"] = Text(Math.Clamp((long)(lead.ReceivedAt - lead.ConsentAt).TotalMinutes, 0, 525_600)),
            ["length of notes"] = Text(lead.NotesLength),
            ["details given"] = "0",
        };
        if (lead.Details is not { ValueKind: JsonValueKind.Object } details)
            return cells;
        cells["details given"] = Text(details.GetPropertyCount());
        foreach (var member in details.EnumerateObject())
        {
            if (PlainName().IsMatch(member.Name) && !Personal().IsMatch(member.Name) && Value(member.Value) is { } value)
                cells[DetailPrefix + member.Name] = value;
        }

        return cells;
    }

    /// <summary>The cells in the order of a model's columns; words it does not know are <see cref="Other"/>.</summary>
    public static string?[] For(ScoringModel model, CapturedFacts lead)
    {
        var cells = Of(lead);
        var row = new string?[model.Columns.Count];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = cells.GetValueOrDefault(model.Columns[column].Name);
            if (row[column] is { } word && model.Columns[column].Kind == ColumnKind.Categorical && !model.Distributions[column]!.Levels.Contains(word))
                row[column] = Other;
        }

        return row;
    }

    private static string? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String when value.GetString() is { Length: > 0 and <= LongestWord } word => word,
        _ => null,
    };

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int YearsBetween(DateOnly born, DateOnly day) => day.Year - born.Year - (born.AddYears(day.Year - born.Year) > day ? 1 : 0);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();

    // What may say who somebody is, whatever line it stands in.
    [GeneratedRegex(
        "(?i:name|phone|mobile|mail|address|street|city|zip|postal|birth|dob|ssn|social|passport|plate|licen[cs]e.?n|account|member|spouse|driver.?n|employer|doctor|note|comment|message)"
        + "|(^|_)(id|ip|vin|url|ID|IP|VIN|URL)$|[a-z](Id|ID|Ip|IP|Vin|VIN|Url|URL)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Personal();
}
