using System.Collections.Frozen;
using System.Reflection;

namespace LeadPlatform.DataService.Vectors.Embedding;

/// <summary>
/// The words that count in free text, by what they are about. No other word does, so that no name, street or number that a consumer wrote can get into a vector.
/// </summary>
internal static class Concepts
{
    private static readonly FrozenDictionary<string, string> OfWords = Load();

    private const string StateNames =
        """
        AL alabama;AK alaska;AZ arizona;AR arkansas;CA california;CO colorado;CT connecticut;DE delaware;FL florida;GA georgia;HI hawaii;ID idaho;IL illinois;
        IN indiana;IA iowa;KS kansas;KY kentucky;LA louisiana;ME maine;MD maryland;MA massachusetts;MI michigan;MN minnesota;MS mississippi;MO missouri;
        MT montana;NE nebraska;NV nevada;NH new hampshire;NJ new jersey;NM new mexico;NY new york;NC north carolina;ND north dakota;OH ohio;OK oklahoma;
        OR oregon;PA pennsylvania;RI rhode island;SC south carolina;SD south dakota;TN tennessee;TX texas;UT utah;VT vermont;VA virginia;WA washington;
        WV west virginia;WI wisconsin;WY wyoming;
        """;

    private static readonly FrozenDictionary<string, string> States = StateNames.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .ToFrozenDictionary(state => state[3..], state => state[..2], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Codes = States.Values.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="word">Lower case, without accents.</param>
    /// <returns>Null where the word doesn't count.</returns>
    public static string? Of(string word)
    {
        if (OfWords.TryGetValue(word, out var concept))
            return concept;
        foreach (var ending in (ReadOnlySpan<string>)["s", "es", "ed", "ing", "d"])
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal) && OfWords.TryGetValue(word[..^ending.Length], out concept))
                return concept;
        }

        return null;
    }

    /// <param name="words">One or two, lower case.</param>
    /// <returns>The two letters, or null where it is no state's name.</returns>
    public static string? State(string words) => States.GetValueOrDefault(words);

    public static bool IsStateCode(string word) => Codes.Contains(word);

    private static FrozenDictionary<string, string> Load()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("concepts.txt") ?? throw new InvalidOperationException("The words of concepts.txt are not built into the service.");
        using var reader = new StreamReader(resource);
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in parts.AsSpan(1))
                words.TryAdd(word, parts[0]);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
