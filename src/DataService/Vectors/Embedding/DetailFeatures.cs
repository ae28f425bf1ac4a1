using System.Text;
using System.Text.Json;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Vectors.Embedding;

/// <summary>The line's facts as features: yes and no, numbers by size, words by themselves where they are no one's.</summary>
internal sealed class DetailFeatures(HashedFeatures features, HashSet<string> names)
{
    private const int LongestWord = 24;
    private const int MostWords = 3;

    // What stands in members named like these may say who somebody is, or anything at all: only words that count anywhere do here.
    private static readonly HashSet<string> Personal = new(
        ["name", "first", "last", "phone", "mobile", "cell", "email", "mail", "address", "street", "city", "birth", "dob", "born", "ssn", "social", "vin", "plate", "number", "id", "contact", "driver", "drivers", "spouse",
            "carrier", "employer", "comment", "comments", "note", "notes", "message", "doctor", "account", "member", "url", "ip"], StringComparer.Ordinal);

    /// <exception cref="JsonException">It is no JSON.</exception>
    public void Add(string json)
    {
        using var details = JsonDocument.Parse(json);
        Add(details.RootElement, "", personal: false);
    }

    private void Add(JsonElement value, string path, bool personal)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    var words = Words(member.Name);
                    // A name of a member that somebody has put a name into.
                    if (!words.Exists(names.Contains))
                        Add(member.Value, $"{path}/{string.Join(' ', words)}", personal || words.Exists(Personal.Contains));
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Add(item, path, personal);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                features.Add("flag", $"{path}={value.GetBoolean()}");
                break;
            case JsonValueKind.Number when !personal && value.TryGetDouble(out var number) && double.IsFinite(number):
                AddNumber(path, number);
                break;
            case JsonValueKind.String:
                AddText(path, value.GetString()!, personal);
                break;
        }
    }

    /// <summary>Near numbers share what they are: each lies between two marks and counts for both.</summary>
    private void AddNumber(string path, double number)
    {
        var place = number is > 1900 and < 2100 ? (number - 1900) / 5 : Math.Log2(1 + Math.Abs(number)) * Math.Sign(number);
        var mark = Math.Floor(place);
        features.Add("size", $"{path}~{mark:0}", (float)(1 - (place - mark)));
        features.Add("size", $"{path}~{mark + 1:0}", (float)(place - mark));
    }

    private void AddText(string path, string text, bool personal)
    {
        List<string> words = [.. FoldedWords.Of(text.Replace('_', ' ')).Take(64)];
        foreach (var word in words)
        {
            if (!names.Contains(word) && Concepts.Of(word) is { } concept)
                features.Add("about", concept, 0.5f);
        }

        if (!personal && words.Count is > 0 and <= MostWords && words.TrueForAll(IsPlain))
            features.Add("word", $"{path}={string.Join(' ', words)}");
    }

    private bool IsPlain(string word) => word.Length <= LongestWord && word.Count(char.IsAsciiDigit) < 5 && !names.Contains(word);

    /// <summary>vehicleYear, vehicle_year and Vehicle Year alike.</summary>
    private static List<string> Words(string name)
    {
        var spaced = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
                spaced.Append(' ');
            spaced.Append(name[i] is '_' or '-' ? ' ' : name[i]);
        }

        return [.. FoldedWords.Of(spaced.ToString())];
    }
}
