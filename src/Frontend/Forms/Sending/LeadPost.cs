using System.Text.Json.Nodes;
using LeadPlatform.Frontend.Forms.Questions;

namespace LeadPlatform.Frontend.Forms.Sending;

/// <summary>The body of <c>POST /v1/leads</c>, made of a form's answers.</summary>
internal static class LeadPost
{
    public static JsonObject Of(LineForm form, Answers answers, ConsentGiven consent, string? subId)
    {
        var post = new JsonObject { ["line"] = form.Line };
        foreach (var question in form.Questions)
        {
            if (Value(question, answers) is { } value)
                Set(post, question.Path, value);
        }

        post["consent"] = consent.ToJson();
        if (subId is not null)
            post["subId"] = subId;
        return post;
    }

    private static JsonNode? Value(Question question, Answers answers)
    {
        if (question.Kind == AnswerKind.Date)
            return answers.Date(question) is { } date ? JsonValue.Create(date.ToString("yyyy-MM-dd", null)) : null;

        var value = answers[question.Name];
        return (value.Length, question.Kind) switch
        {
            (0, _) => null,
            (_, AnswerKind.YesNo) => JsonValue.Create(value == "yes"),
            (_, AnswerKind.WholeNumber or AnswerKind.Dollars) => AnswerRules.Number(value) is { } number ? JsonValue.Create(number) : null,
            // The values of a choice are ours: those that are numbers are numbers to the API too.
            (_, AnswerKind.Choice) when AnswerRules.Number(value) is { } number => JsonValue.Create(number),
            _ => JsonValue.Create(value),
        };
    }

    private static void Set(JsonObject post, string path, JsonNode value)
    {
        var parts = path.Split('.');
        var parent = post;
        foreach (var part in parts[..^1])
        {
            if (parent[part] is not JsonObject child)
                parent[part] = child = [];
            parent = child;
        }

        parent[parts[^1]] = value;
    }
}

/// <summary>The consent as it was given: the words on the screen, and where, when and how they were agreed to.</summary>
internal sealed record ConsentGiven(FormsOptions Wording, DateTimeOffset At, string PageUrl, string? Ip, string? UserAgent)
{
    public JsonObject ToJson()
    {
        var consent = new JsonObject
        {
            ["text"] = Wording.ConsentText,
            ["sellers"] = new JsonArray([.. Wording.SellersNamed.Select(seller => JsonValue.Create(seller))]),
            ["channels"] = new JsonArray([.. Wording.ChannelsCovered.Select(channel => JsonValue.Create(channel))]),
            ["capturedAt"] = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null),
            ["pageUrl"] = PageUrl,
        };
        if (Ip is not null)
            consent["ip"] = Ip;
        if (UserAgent is not null)
            consent["userAgent"] = UserAgent;
        return consent;
    }
}
