using System.Text;

namespace LeadPlatform.Orchestrator.Qualifying;

/// <summary>What a consumer wrote, in lower case with single spaces instead of punctuation, so that whole words and phrases are found.</summary>
internal sealed class LeadText
{
    /// <summary>What is looked at, in characters: notes may be long, the point stands early.</summary>
    private const int MaxLength = 4000;

    private readonly string _text;

    public LeadText(string? notes, IEnumerable<string> others)
    {
        var text = new StringBuilder(" ");
        Append(text, notes ?? "");
        HasNotes = text.Length > 1;
        foreach (var other in others)
            Append(text, other);
        _text = text.ToString();
    }

    public bool HasNotes { get; }

    /// <summary>Notes, or a detail in words.</summary>
    public bool HasWords => _text.Length > 1;

    /// <summary>True where the text has <paramref name="phrase"/> (lower case, single spaces) as whole words.</summary>
    public bool Has(string phrase)
    {
        for (var at = _text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = _text.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            if (_text[at - 1] == ' ' && _text[at + phrase.Length] == ' ')
                return true;
        }

        return false;
    }

    public bool HasAny(IReadOnlyList<string> phrases)
    {
        for (var i = 0; i < phrases.Count; i++)
        {
            if (Has(phrases[i]))
                return true;
        }

        return false;
    }

    private static void Append(StringBuilder text, string part)
    {
        foreach (var character in part.AsSpan(0, Math.Min(part.Length, MaxLength)))
        {
            if (char.IsLetterOrDigit(character) || character is '%')
                text.Append(char.ToLowerInvariant(character));
            // "don't" stays one word.
            else if (character is not ('\'' or '’') && text[^1] != ' ')
                text.Append(' ');
        }

        if (text[^1] != ' ')
            text.Append(' ');
    }
}
