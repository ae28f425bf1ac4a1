using System.Globalization;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Places;

namespace LeadPlatform.DataService.Vectors.Reading;

/// <summary>Reads which leads are to be searched, naming every wrong member at once.</summary>
internal sealed class FilterReader(ZipCodes zipCodes)
{
    public const int DefaultLimit = 10;
    public const int MaxLimit = 50;

    /// <summary>Lines or states that one filter names, at most.</summary>
    private const int MaxWords = 60;

    /// <param name="linePath">What the caller calls the member.</param>
    public VectorFilter Filter(string linePath, IReadOnlyList<string>? lines, string statePath, IReadOnlyList<string>? states, DateTimeOffset? from, DateTimeOffset? to, List<FieldError> errors) => new(
        Words(linePath, lines, Line.IsKnown, errors),
        Words(statePath, states is null ? null : [.. states.Select(state => state?.ToUpperInvariant() ?? "")], zipCodes.IsState, errors),
        from,
        to);

    public static int Limit(int? limit, List<FieldError> errors)
    {
        if (limit is null or (>= 1 and <= MaxLimit))
            return limit ?? DefaultLimit;
        errors.Add(new FieldError("limit", "range", $"Must be from 1 to {MaxLimit}."));
        return DefaultLimit;
    }

    public static int Limit(string? text, List<FieldError> errors) =>
        Limit(text is null ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : 0, errors);

    public static string[]? Split(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static DateTimeOffset? Time(string path, string? text, List<FieldError> errors)
    {
        if (text is null || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            return text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        errors.Add(new FieldError(path, "format", "Must be an ISO 8601 time such as 2026-01-31T17:05:00Z."));
        return null;
    }

    private static IReadOnlyList<string>? Words(string path, IReadOnlyList<string>? words, Func<string, bool> isKnown, List<FieldError> errors)
    {
        if (words is null or { Count: 0 })
            return null;
        if (words.Count > MaxWords)
            errors.Add(new FieldError(path, "too_many", $"At most {MaxWords}."));
        else if (!words.All(word => word is not null && isKnown(word)))
            errors.Add(new FieldError(path, "unknown", $"Holds a {path.TrimEnd('s')} that does not exist."));
        return words;
    }
}
