namespace LeadPlatform.DataService.Contacts;

/// <summary>What Unicode's normal forms exist for.</summary>
internal static class UnicodeText
{
    /// <summary>False where half of a surrogate pair or U+FFFE stands in the text: it has no normal form.</summary>
    public static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\uFFFE' || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++)))
                return false;
        }

        return true;
    }
}
