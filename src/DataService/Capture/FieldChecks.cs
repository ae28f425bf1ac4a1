using System.Text;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Capture;

/// <summary>Checks that many fields share, each adding its error.</summary>
internal readonly struct FieldChecks(List<FieldError> errors)
{
    public void Wrong(string path, string code, string message)
    {
        if (errors.Count < LeadRules.MaxErrors)
            errors.Add(new FieldError(path, code, message));
    }

    public void Missing(string path) => Wrong(path, "required", "Must be given.");

    /// <summary>The trimmed text; null where it is missing, empty or against the rules.</summary>
    public string? Required(string path, string? text, int maxLength, bool lines = false)
    {
        if (!string.IsNullOrWhiteSpace(text))
            return Optional(path, text, maxLength, lines);
        Missing(path);
        return null;
    }

    /// <summary>The trimmed text; null where it is absent, empty or against the rules.</summary>
    /// <param name="lines">Line breaks and tabs are allowed.</param>
    public string? Optional(string path, string? text, int maxLength, bool lines = false)
    {
        if (text is null)
            return null;
        var trimmed = text.Trim();
        if (trimmed.Length > maxLength)
            Wrong(path, "too_long", $"At most {maxLength} characters.");
        else if (HasForbiddenCharacter(text, lines))
            Wrong(path, "characters", "Holds a control character.");
        else
            return trimmed.Length == 0 ? null : trimmed;
        return null;
    }

    /// <summary>As <see cref="Required"/>, in Unicode's composed form (NFC): an accent is part of its letter, however it was typed.</summary>
    public string? RequiredName(string path, string? text, int maxLength) => Required(path, Composed(path, text), maxLength);

    /// <summary>As <see cref="Optional"/>, in Unicode's composed form (NFC).</summary>
    public string? OptionalName(string path, string? text, int maxLength) => Optional(path, Composed(path, text), maxLength);

    public T? Parsed<T>(string path, T? value, string message) where T : class
    {
        if (value is null)
            Wrong(path, "format", message);
        return value;
    }

    public string[] Each(string path, List<string>? values, int maxCount, int maxLength)
    {
        if (values is null or [])
            return [];
        if (values.Count > maxCount)
        {
            Wrong(path, "too_many", $"At most {maxCount} items.");
            return [];
        }

        var kept = new string[values.Count];
        for (var i = 0; i < kept.Length; i++)
            kept[i] = Required($"{path}[{i}]", values[i], maxLength) ?? "";
        return kept;
    }

    private string? Composed(string path, string? text)
    {
        if (text is null || Ascii.IsValid(text))
            return text;
        if (UnicodeText.IsWhole(text))
            return text.Normalize(NormalizationForm.FormC);
        Wrong(path, "characters", "Holds a character that is not valid Unicode.");
        return text;
    }

    private static bool HasForbiddenCharacter(string text, bool lines)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) && !(lines && character is '\n' or '\r' or '\t'))
                return true;
        }

        return false;
    }
}
