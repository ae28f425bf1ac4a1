using System.Text;
using System.Text.RegularExpressions;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Redaction;

/// <summary>Replaces by placeholders what tells who somebody is (see README.md here).</summary>
internal sealed partial class Redactor
{
    /// <summary>Characters of a text that are looked at and passed on; the point stands early.</summary>
    public const int MaxLength = 2000;

    private readonly List<(Regex Pattern, string Placeholder)> _own;
    private readonly bool _isQuestion;

    public Redactor(ContactView contact) => _own = OwnValues.Of(contact);

    private Redactor() => (_own, _isQuestion) = ([], true);

    /// <summary>
    /// Of what somebody searches leads by. Nobody's own values are known there, and a question often is a name and nothing else: so a capital tells at the start of a sentence too, and states are kept.
    /// </summary>
    public static Redactor OfQuestions { get; } = new();

    public string Redact(string text)
    {
        var visible = FoldedText.Visible(text.Length > MaxLength ? text[..MaxLength] : text);
        var folded = FoldedText.Fold(visible);
        var marks = new Marks(visible.Length);
        marks.Put(EmailLike().EnumerateMatches(folded), "[EMAIL]");
        marks.Put(LinkLike().EnumerateMatches(folded), "[LINK]");
        foreach (var (pattern, placeholder) in _own)
            marks.Put(pattern.EnumerateMatches(folded), placeholder);
        marks.Put(StreetLike().EnumerateMatches(folded), "[ADDRESS]");
        marks.Put(DateLike().EnumerateMatches(folded), "[DATE]");
        marks.Put(NumberLike().EnumerateMatches(folded), "[NUMBER]");
        marks.Put(CodeLike().EnumerateMatches(folded), "[NUMBER]");
        // In the text as it was written: here case tells.
        foreach (var word in Capitalised().EnumerateMatches(visible))
        {
            if (IsName(visible, word.Index, word.Length))
                marks.Put(word.Index, word.Length, "[NAME]");
        }

        return marks.Apply(visible);
    }

    private bool IsName(string text, int at, int length)
    {
        var word = text.AsSpan(at, length);
        return (_isQuestion ? !KeptWords.IsOfState(word) : !StartsSentence(text, at)) && !KeptWords.Has(word);
    }

    private static bool StartsSentence(string text, int at)
    {
        for (at--; at >= 0 && (char.IsWhiteSpace(text[at]) || text[at] is '"' or '\'' or '(' or '¿' or '¡' or '“' or '-'); at--)
        {
        }

        return at < 0 || text[at] is '.' or '!' or '?' or ':' or ';' or '…';
    }

    [GeneratedRegex(@"[\p{L}\p{N}._%+'\-]+\s?(?:@|\(at\)|\[at\]|\sat\s)\s?[\p{L}\p{N}\-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s)\s?[\p{L}\p{N}\-]+)+", RegexOptions.None, 1000)]
    private static partial Regex EmailLike();

    [GeneratedRegex(@"(?:https?://|www\.)\S+|(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}|(?<![\p{L}\p{N}@.])[\p{L}\p{N}\-]{2,}\.(?:com|net|org|io|me|us|info|biz|co)(?:/\S*)?(?![\p{L}\p{N}])", RegexOptions.None, 1000)]
    private static partial Regex LinkLike();

    [GeneratedRegex(@"(?:[+(]\s?)?(?:\d[\s().,/+\-–—_*#x]{0,3}){6,}\d", RegexOptions.None, 1000)]
    private static partial Regex NumberLike();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?=[\p{L}\p{N}\-]*\d)(?=[\p{L}\p{N}\-]*\p{L})[\p{L}\p{N}][\p{L}\p{N}\-]{5,}(?![\p{L}\p{N}])", RegexOptions.None, 1000)]
    private static partial Regex CodeLike();

    [GeneratedRegex(
        @"(?<!\d)\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}(?!\d)|(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)"
        + @"|(?<!\p{L})(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|(?<!\d)\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\.?,?\s\d{4}",
        RegexOptions.None, 1000)]
    private static partial Regex DateLike();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])\d{1,6}[a-z]?\s+(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?\s+)?(?:[\p{L}\p{N}'\-]+\.?\s+){1,3}?"
        + @"(?:st|street|ave?|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|cir|circle|pl|place|ter|terrace|trl|trail|pkwy|parkway|hwy|highway|way|sq|square)(?![\p{L}\p{N}])\.?"
        + @"(?:\s*,?\s*(?:apt|apartment|unit|ste|suite|#)\.?\s*#?[\p{L}\p{N}\-]+)?|(?<!\p{L})p\.?\s?o\.?\s?box\s+\d+",
        RegexOptions.None, 1000)]
    private static partial Regex StreetLike();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{Lu}\p{Ll}[\p{L}'’\-]*", RegexOptions.None, 1000)]
    private static partial Regex Capitalised();

    /// <summary>Which placeholder stands where; the first one put somewhere stays.</summary>
    private sealed class Marks(int length)
    {
        private readonly string?[] _placeholders = new string?[length];

        public void Put(Regex.ValueMatchEnumerator matches, string placeholder)
        {
            foreach (var match in matches)
                Put(match.Index, match.Length, placeholder);
        }

        public void Put(int start, int length, string placeholder)
        {
            for (var i = start; i < start + length; i++)
                _placeholders[i] ??= placeholder;
        }

        public string Apply(string text)
        {
            var redacted = new StringBuilder(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                if (_placeholders[i] is not { } placeholder)
                    redacted.Append(text[i]);
                else if (i == 0 || _placeholders[i - 1] != placeholder)
                    redacted.Append(placeholder);
            }

            return redacted.ToString();
        }
    }
}
