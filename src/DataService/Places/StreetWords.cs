using System.Collections.Frozen;
using System.Reflection;

namespace LeadPlatform.DataService.Places;

/// <summary>The words of street addresses that people write in several ways, and the one way they are compared in (see README.md here).</summary>
internal static class StreetWords
{
    private static readonly FrozenDictionary<string, string> Usual = Load();

    /// <summary>Every way of writing that is known, with the usual one.</summary>
    public static IReadOnlyDictionary<string, string> All => Usual;

    /// <param name="word">Lower case.</param>
    public static string UsualFor(string word) => Usual.GetValueOrDefault(word, word);

    private static FrozenDictionary<string, string> Load()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("street-words.txt")
            ?? throw new InvalidOperationException("The words of street addresses are not built into the service.");
        using var reader = new StreamReader(resource);
        var usual = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var words = line.Split(' ');
            foreach (var word in words)
                usual.Add(word, words[0]);
        }

        return usual.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
