using System.Globalization;
using System.Text.Json;
using LeadPlatform.Frontend.Forms.Questions;

namespace LeadPlatform.Frontend.Console.Leads.Detail;

/// <summary>What a lead says about the cover, in the words of the form that asks for it; what no form asks is shown by its name.</summary>
internal static class LeadDetails
{
    private const int MostFacts = 40;

    public static IReadOnlyList<(string Label, string Value)> Of(string line, JsonElement? details)
    {
        if (details is not { ValueKind: JsonValueKind.Object } facts)
            return [];
        var questions = LineForm.TryFind(line, out var form) ? form.Questions.ToLookup(question => question.Path) : null;
        return [.. facts.EnumerateObject().Take(MostFacts).Select(fact =>
        {
            var question = questions?[$"details.{fact.Name}"].FirstOrDefault();
            return (question?.Label ?? LeadWords.Sentence(fact.Name), Value(fact.Value, question));
        })];
    }

    private static string Value(JsonElement value, Question? question) => value.ValueKind switch
    {
        JsonValueKind.True => "Yes",
        JsonValueKind.False => "No",
        JsonValueKind.Null => "–",
        JsonValueKind.String => Chosen(question, value.GetString()!) ?? LeadWords.Sentence(value.GetString()!),
        JsonValueKind.Number => Chosen(question, value.GetRawText()) ?? Number(value, question),
        _ => value.GetRawText(),
    };

    private static string? Chosen(Question? question, string value) => question?.Choices.FirstOrDefault(choice => choice.Value == value)?.Label;

    private static string Number(JsonElement value, Question? question)
    {
        if (!value.TryGetDecimal(out var number))
            return value.GetRawText();
        return question switch
        {
            { Kind: AnswerKind.Dollars } => number.ToString("$#,0.##", CultureInfo.InvariantCulture),
            { IsYear: true } => value.GetRawText(),
            _ => number.ToString("#,0.##", CultureInfo.InvariantCulture),
        };
    }
}
