using System.Text.Json;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.DataService.Capture;

/// <summary>The free part of a lead: what each line asks for. Any JSON object within limits.</summary>
internal static class LeadDetails
{
    /// <summary>Members of the object, those of nested objects among them.</summary>
    public const int MaxMembers = 100;

    /// <summary>Levels, the object itself being the first.</summary>
    public const int MaxDepth = 5;

    /// <summary>Characters of a name.</summary>
    public const int MaxName = 64;

    /// <summary>Characters of a text.</summary>
    public const int MaxText = 2_000;

    /// <summary>Characters of a number as written: more than a double can tell apart, and no exponent that a store could choke on.</summary>
    public const int MaxNumber = 40;

    /// <summary>Checks a whole JSON value.</summary>
    public static void Check(ReadOnlySpan<byte> value, string path, List<FieldError> errors)
    {
        var json = new Utf8JsonReader(value);
        json.Read();
        Check(ref json, path, errors);
    }

    /// <summary>Reads the value under the reader to its end and adds an error for the first rule it breaks in each way.</summary>
    /// <exception cref="LeadPostException">A member stands twice.</exception>
    public static void Check(ref Utf8JsonReader json, string path, List<FieldError> errors)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(new FieldError(path, "object", "Must be a JSON object."));
            json.Skip();
            return;
        }

        var rules = new Rules(path, errors);
        var names = new Stack<HashSet<string>?>();
        names.Push(new HashSet<string>(StringComparer.Ordinal));
        var members = 0;
        while (names.Count > 0)
        {
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    names.Push(json.TokenType == JsonTokenType.StartObject ? new HashSet<string>(StringComparer.Ordinal) : null);
                    rules.Broken(names.Count > MaxDepth, "too_deep", $"At most {MaxDepth} levels deep.");
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    var name = json.GetString()!;
                    if (!names.Peek()!.Add(name))
                        throw new LeadPostException($"A member of {path} stands twice.");
                    rules.Broken(++members > MaxMembers, "too_many", $"At most {MaxMembers} members.");
                    rules.Broken(name.Length is 0 or > MaxName || LeadRules.HasControlCharacter(name), "name", $"Names are 1 to {MaxName} characters, none of them a control character.");
                    break;
                case JsonTokenType.String:
                    var text = json.GetString()!;
                    rules.Broken(text.Length > MaxText, "too_long", $"Texts are at most {MaxText} characters.");
                    rules.Broken(text.Contains('\0', StringComparison.Ordinal), "characters", "Texts can't hold the NUL character.");
                    break;
                case JsonTokenType.Number:
                    rules.Broken(json.ValueSpan.Length > MaxNumber || !json.TryGetDouble(out var number) || !double.IsFinite(number), "number", $"Numbers are at most {MaxNumber} characters and within the range of a double.");
                    break;
            }
        }
    }

    private struct Rules(string path, List<FieldError> errors)
    {
        private string _told = "";

        /// <summary>Tells of each rule once, however often it is broken.</summary>
        public void Broken(bool broken, string code, string message)
        {
            if (!broken || _told.Contains(code, StringComparison.Ordinal))
                return;
            _told += code + " ";
            errors.Add(new FieldError(path, code, message));
        }
    }
}
