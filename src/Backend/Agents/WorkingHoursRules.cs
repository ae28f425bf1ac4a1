using System.Globalization;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.Backend.Agents;

internal static class WorkingHoursRules
{
    private const int Max = 56;
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss"];

    public static List<WorkingHours> AroundTheClock() =>
        [.. Enumerable.Range(1, 7).Select(day => new WorkingHours { Day = (short)day, From = TimeOnly.MinValue, To = TimeOnly.MinValue })];

    public static string NameOf(short day) => Days[day - 1];

    public static List<WorkingHours>? Check(IReadOnlyList<WorkingHoursInput?>? inputs, List<FieldError> errors)
    {
        if (inputs is null)
            return null;
        if (inputs.Count > Max)
        {
            errors.Add(new FieldError("workingHours", "too_many", $"At most {Max} spans."));
            return null;
        }

        var spans = new List<WorkingHours>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (One(inputs[i] ?? new WorkingHoursInput(), $"workingHours[{i}]", errors) is not { } span)
                continue;
            if (spans.Exists(other => Overlap(span, other)))
                errors.Add(new FieldError($"workingHours[{i}]", "overlap", "Spans of a day must not overlap."));
            spans.Add(span);
        }

        return spans;
    }

    private static WorkingHours? One(WorkingHoursInput input, string path, List<FieldError> errors)
    {
        var before = errors.Count;
        var day = Array.IndexOf(Days, input.Day);
        if (day < 0)
            errors.Add(new FieldError($"{path}.day", input.Day is null ? "required" : "unknown", "monday to sunday, in lower case."));
        var from = Time(input.From, $"{path}.from", errors);
        var to = Time(input.To, $"{path}.to", errors);
        if (errors.Count == before && to != TimeOnly.MinValue && from >= to)
            errors.Add(new FieldError($"{path}.to", "order", "Later than from, or 00:00 for the end of the day; a night shift is two spans."));
        return errors.Count > before ? null : new WorkingHours { Day = (short)(day + 1), From = from, To = to };
    }

    private static TimeOnly Time(string? text, string path, List<FieldError> errors)
    {
        if (!TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            errors.Add(new FieldError(path, text is null ? "required" : "format", "A time of day, such as 09:00."));
        return time;
    }

    private static bool Overlap(WorkingHours one, WorkingHours other) =>
        one.Day == other.Day && one.From.Ticks < other.EndTicks && other.From.Ticks < one.EndTicks;
}
