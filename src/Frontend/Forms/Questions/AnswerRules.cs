using System.Globalization;

namespace LeadPlatform.Frontend.Forms.Questions;

/// <summary>
/// What a form can say about an answer without asking anybody: missing, or not of its kind. Whether it is right is the API's to say.
/// </summary>
internal static class AnswerRules
{
    /// <summary>The correction to show beside the field; null when the answer can go.</summary>
    public static string? Check(Question question, Answers answers)
    {
        if (question.Kind == AnswerKind.Date)
            return answers.Date(question) is null ? question.Correction : null;

        var value = answers[question.Name];
        if (value.Length == 0)
            return question.Optional ? null : question.Correction;
        if (value.Length > question.MaxLength)
            return $"{question.Label}: use at most {question.MaxLength} characters";
        return IsUsable(question, value) ? null : question.Correction;
    }

    /// <summary>A whole number as people write it: <c>250,000</c>, <c>$ 1 000</c>.</summary>
    public static long? Number(string value)
    {
        var digits = value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).TrimStart('$');
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static bool IsUsable(Question question, string value) => question.Kind switch
    {
        AnswerKind.WholeNumber or AnswerKind.Dollars => Number(value) is { } number && number >= question.Range.Min && number <= question.Range.Max,
        AnswerKind.YesNo => value is "yes" or "no",
        AnswerKind.Choice or AnswerKind.Select => question.Choices.Any(choice => choice.Value == value),
        AnswerKind.Phone => value.Count(char.IsAsciiDigit) is 10 or 11,
        AnswerKind.Email => IsEmail(value),
        AnswerKind.PostalCode => IsPostalCode(value),
        _ => true,
    };

    private static bool IsEmail(string value) =>
        value.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == value.LastIndexOf('@') && value.AsSpan(at + 1).Trim('.').Contains('.')
        && !value.Any(char.IsWhiteSpace);

    private static bool IsPostalCode(string value) =>
        value.Length is 5 or 10 && value.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0
        && (value.Length == 5 || (value[5] == '-' && value.AsSpan(6).IndexOfAnyExceptInRange('0', '9') < 0));
}
