using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.DataService.Capture;

namespace LeadPlatform.DataService.Mappings;

/// <summary>Makes a lead of a payload by a source's mapping. Wrong values are collected as errors, by the paths of the payload.</summary>
internal sealed class MappedLead(MappedPayload payload, SourceMapping mapping, List<FieldError> errors)
{
    // Whole, so that what is missing is named member by member.
    private readonly LeadPost _lead = new() { Contact = new ContactPost { Address = new AddressPost() }, Consent = new ConsentPost() };
    private readonly DetailsBuilder _details = new();

    public LeadPost Read()
    {
        foreach (var (path, member) in mapping.Members)
            Fill(path, member);
        _lead.Details = _details.ToBytes();
        if (_lead.Details is { } details)
            LeadDetails.Check(details, "details", errors);
        return _lead;
    }

    /// <summary>Errors of the lead's rules by the payload's paths, where their member comes from there.</summary>
    public static List<FieldError> InPayload(List<FieldError> errors, SourceMapping mapping) => errors.ConvertAll(error =>
    {
        var member = error.Path.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket ? error.Path[..bracket] : error.Path;
        return mapping.Members.TryGetValue(member, out var from) && from.From is { } path ? error with { Path = path } : error;
    });

    private void Fill(string path, MemberMapping member)
    {
        var found = member.From is { } from ? payload.Find(from) : null;
        if (found is null && member.Constant is null)
            return;
        if (LeadMembers.List(path) is { } list)
        {
            foreach (var text in Items(found, member))
                list(_lead).Add(text);
        }
        else if (path.StartsWith(LeadMembers.Details, StringComparison.Ordinal))
        {
            FillDetail(path[LeadMembers.Details.Length..], member, found);
        }
        else if (Text(found, member) is { Length: > 0 } text && LeadMembers.Text(path) is { } set && Transformed(text, member) is { } value)
        {
            set(_lead, value);
        }
    }

    private void FillDetail(string name, MemberMapping member, JsonElement? found)
    {
        var plain = member is { Lower: not true, Values: null, DateFormat: null, True: null };
        if (plain && found is { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } typed)
            _details.Add(name, JsonNode.Parse(typed.GetRawText())!, errors);
        else if (Text(found, member) is { Length: > 0 } text && Transformed(text, member) is { } value)
            AddDetail(name, member, value);
    }

    private void AddDetail(string name, MemberMapping member, string value)
    {
        if (member is { True: { } yes, False: { } no })
        {
            if (yes.Contains(value) || no.Contains(value))
                _details.Add(name, JsonValue.Create(yes.Contains(value)), errors);
            else
                Wrong(member, "unknown", "Is none of the words that the mapping takes for true or false.");
            return;
        }

        var typed = DetailTypes.Read(ref name, value, out var rule);
        if (rule is not null)
            Wrong(member, "type", rule);
        else
            _details.Add(name, typed!, errors);
    }

    private IEnumerable<string> Items(JsonElement? found, MemberMapping member)
    {
        var texts = found is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Select(item => Text(item, member)) : [Text(found, member)];
        return texts.OfType<string>()
            .SelectMany(text => member.Split is { } split ? text.Split(split, StringSplitOptions.TrimEntries) : [text])
            .Where(text => text.Length > 0)
            .Select(text => Transformed(text, member))
            .OfType<string>();
    }

    /// <summary>The value as trimmed text; null where it is none.</summary>
    private string? Text(JsonElement? found, MemberMapping member)
    {
        if (found is not { } value)
            return member.Constant;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Unicode(value).Trim();
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return value.GetRawText();
            case JsonValueKind.Null:
                return null;
            default:
                Wrong(member, "type", "Must be one value: a text, a number, true or false.");
                return null;
        }
    }

    private static string Unicode(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new LeadPostException("The body holds text that is not valid Unicode.");
        }
    }

    /// <returns>Null where the mapping does not take the value.</returns>
    private string? Transformed(string text, MemberMapping member)
    {
        if (member.Lower is true)
            text = text.ToLowerInvariant();
        if (member.Values is { } values)
        {
            if (!values.TryGetValue(text, out var word))
            {
                Wrong(member, "unknown", "Is none of the words that the mapping knows.");
                return null;
            }

            text = word;
        }

        return member.DateFormat is { } format ? Date(text, format, member) : text;
    }

    private string? Date(string text, string format, MemberMapping member)
    {
        if (!DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            Wrong(member, "format", $"Must be a date or time as {format}.");
            return null;
        }

        var hasTime = format.Contains('H', StringComparison.Ordinal) || format.Contains('h', StringComparison.Ordinal);
        return time.ToString(hasTime ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private void Wrong(MemberMapping member, string code, string message)
    {
        if (errors.Count < LeadRules.MaxErrors)
            errors.Add(new FieldError(member.From ?? "", code, message));
    }
}
