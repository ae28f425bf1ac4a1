using LeadPlatform.Frontend.Forms.Questions;

namespace LeadPlatform.Frontend.Tests.Forms;

/// <summary>An answer to every question that its kind allows.</summary>
internal static class SomeAnswers
{
    public static IEnumerable<(string Field, string Value)> For(Question question) => question.Kind switch
    {
        AnswerKind.Date => [($"{question.Name}Month", "3"), ($"{question.Name}Day", "27"), ($"{question.Name}Year", "1985")],
        AnswerKind.YesNo => [(question.Name, "yes")],
        AnswerKind.Choice => [(question.Name, question.Choices[0].Value)],
        AnswerKind.Select => [(question.Name, "VT")],
        AnswerKind.Phone => [(question.Name, "802 555 0142")],
        AnswerKind.Email => [(question.Name, "hallie.cole@example.com")],
        AnswerKind.PostalCode => [(question.Name, "05401")],
        AnswerKind.WholeNumber when question.IsYear => [(question.Name, "2019")],
        AnswerKind.WholeNumber => [(question.Name, question.Range.Min > 4 ? "2,584" : "4")],
        AnswerKind.Dollars => [(question.Name, "$ 45,000")],
        AnswerKind.LongText => [(question.Name, "Please call after 6pm.")],
        _ => [(question.Name, $"Some {question.Name}")],
    };
}
