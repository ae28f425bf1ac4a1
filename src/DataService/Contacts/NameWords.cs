namespace LeadPlatform.DataService.Contacts;

/// <summary>A name as people search it: its words, in lower case, without accents and punctuation.</summary>
internal static class NameWords
{
    /// <summary>Words of one name that are indexed.</summary>
    public const int MaxWords = 8;

    public static List<string> Of(string name) => [.. FoldedWords.Of(name).Distinct(StringComparer.Ordinal).Take(MaxWords)];
}
