using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.PersonalData;

/// <summary>People of the sample, and how to find whether something tells of one of them.</summary>
internal sealed class People
{
    private readonly SearchValues<string> _telling;

    public People(int count)
    {
        Leads = [.. (SampleLeads.Lines() ?? [.. Enumerable.Range(0, count).Select(_ => SampleLeads.One().ToJsonString())]).Take(count).Select(line => JsonNode.Parse(line)!.AsObject())];
        _telling = SearchValues.Create([.. Leads.SelectMany(Telling).Distinct().Select(Bytes)], StringComparison.OrdinalIgnoreCase);
    }

    public JsonObject[] Leads { get; }

    /// <summary>What it tells of one of them, with what stands around; null where it tells nothing.</summary>
    public string? FindIn(string latin1)
    {
        var at = latin1.AsSpan().IndexOfAny(_telling);
        return at < 0 ? null : latin1.Substring(Math.Max(0, at - 40), Math.Min(120, latin1.Length - Math.Max(0, at - 40)));
    }

    public string? FindIn(byte[] content) => FindIn(Encoding.Latin1.GetString(content));

    /// <summary>E-mail, phone in each way of writing it, street, names together and each as a value.</summary>
    private static IEnumerable<string> Telling(JsonObject lead)
    {
        var contact = lead["contact"]!.AsObject();
        var (first, last) = ((string)contact["firstName"]!, (string)contact["lastName"]!);
        yield return $"{first} {last}";
        yield return JsonSerializer.Serialize(last);
        if ((string?)contact["email"] is { } email)
            yield return email;
        if ((string?)contact["address"]?["street"] is { Length: > 8 } street)
            yield return street;
        if ((string?)contact["phone"] is { } phone)
        {
            yield return phone;
            yield return string.Concat(phone.Where(char.IsAsciiDigit))[^10..];
        }
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
