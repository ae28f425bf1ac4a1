using System.Globalization;

namespace LeadPlatform.Frontend.Forms.Questions;

/// <summary>What a consumer has answered so far, by form field. A field nobody asked for is not in it.</summary>
public sealed class Answers
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string this[string field] => _values.GetValueOrDefault(field, "");

    public static Answers Read(LineForm form, IFormCollection posted)
    {
        var answers = new Answers();
        foreach (var field in form.Questions.SelectMany(question => question.Fields))
        {
            if (posted[field].ToString().Trim() is { Length: > 0 } value)
                answers._values[field] = value;
        }

        return answers;
    }

    public DateOnly? Date(Question question)
    {
        var (month, day, year) = (Part(question, 0), Part(question, 1), Part(question, 2));
        return month is >= 1 and <= 12 && year is >= 1880 and <= 9999 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private int Part(Question question, int part) =>
        int.TryParse(this[question.Fields[part]], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
