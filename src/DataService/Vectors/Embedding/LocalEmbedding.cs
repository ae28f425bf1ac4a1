using System.Text.Json;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Vectors.Embedding;

/// <summary>
/// Vectors without a model and without a network: hashed features of line, place, details and notes. Leads that ask for the same lie near each other; so does a text that says
/// what a lead has. Deterministic; of unit length.
/// </summary>
internal static class LocalEmbedding
{
    /// <summary>Raised when a lead would get another vector than before.</summary>
    public const string Model = "local-hash-1";

    public const int Dimensions = 384;

    /// <summary>Characters of notes or of a question that are looked at.</summary>
    private const int LongestText = 4_000;

    // Their squares sum to 1: what share of a likeness each part makes.
    private const float Line = 0.6f;
    private const float Place = 0.36f;
    private const float Details = 0.5f;
    private const float Notes = 0.51f;

    /// <summary>A lead's vector. Names, phones, e-mails and streets are not in it, wherever they stand.</summary>
    public static float[] OfLead(LeadContent lead)
    {
        var vector = new float[Dimensions];
        var names = NameWords.Of(lead.Names).ToHashSet(StringComparer.Ordinal);

        var line = new HashedFeatures(Dimensions);
        line.Add("about", $"line:{lead.Line}");
        line.AddTo(vector, Line);

        var place = new HashedFeatures(Dimensions);
        place.Add("state", lead.State);
        place.Add("zip3", lead.PostalCode.AsSpan(0, Math.Min(3, lead.PostalCode.Length)), 0.5f);
        place.AddTo(vector, Place);

        if (lead.Details is { } json)
        {
            var details = new HashedFeatures(Dimensions);
            try
            {
                new DetailFeatures(details, names).Add(json);
            }
            catch (JsonException)
            {
                // Of details that are none, nothing counts.
            }

            details.AddTo(vector, Details);
        }

        if (lead.Notes is { } notes)
        {
            var text = new HashedFeatures(Dimensions);
            AddText(text, notes, names);
            text.AddTo(vector, Notes);
        }

        return UnitLength.Of(vector)!;
    }

    /// <summary>The vector of a question; null where none of its words counts.</summary>
    public static float[]? OfText(string question)
    {
        var vector = new float[Dimensions];
        var text = new HashedFeatures(Dimensions);
        AddText(text, question, []);
        text.AddTo(vector, 1);
        return UnitLength.Of(vector);
    }

    private static void AddText(HashedFeatures features, string text, HashSet<string> names)
    {
        var read = text.Length > LongestText ? text[..LongestText] : text;
        var (before, said) = ("", new HashSet<string>(StringComparer.Ordinal));
        foreach (var word in FoldedWords.Of(read))
        {
            var state = Concepts.State($"{before} {word}") ?? Concepts.State(word);
            if (state is not null && said.Add(state))
                features.Add("state", state, 0.6f);
            if (!names.Contains(word) && Concepts.Of(word) is { } concept && said.Add(concept))
                features.Add("about", concept);
            before = word;
        }

        foreach (var code in Codes(read))
        {
            if (said.Add(code))
                features.Add("state", code, 0.6f);
        }
    }

    /// <summary>States as two capital letters, in a text that is not all in capitals: "me" and "in" are words.</summary>
    private static IEnumerable<string> Codes(string text) => text.Any(char.IsAsciiLetterLower)
        ? text.Split([' ', ',', '.', ';', '(', ')', '/', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(Concepts.IsStateCode)
        : [];
}
