using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// What the details that the platform itself asks for are, for contents in which everything is text. Others are text, or what a suffix of their name says:
/// <c>details.children:number</c>.
/// </summary>
internal static class DetailTypes
{
    private const string Number = "number";
    private const string Boolean = "boolean";

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["accidentsLast3Years"] = Number,
        ["coverageAmount"] = Number,
        ["currentlyInsured"] = Boolean,
        ["employees"] = Number,
        ["householdIncome"] = Number,
        ["householdSize"] = Number,
        ["partA"] = Boolean,
        ["partB"] = Boolean,
        ["personalPropertyValue"] = Number,
        ["squareFeet"] = Number,
        ["termYears"] = Number,
        ["tobacco"] = Boolean,
        ["vehicleYear"] = Number,
        ["yearBuilt"] = Number,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The value as its type has it.</summary>
    /// <param name="name">Receives the name without its suffix.</param>
    /// <returns>Null with <paramref name="rule"/> where the text is none of that type.</returns>
    public static JsonNode? Read(ref string name, string text, out string? rule)
    {
        var type = Known.GetValueOrDefault(name);
        if (name.LastIndexOf(':') is > 0 and var colon && name[(colon + 1)..] is Number or Boolean)
            (name, type) = (name[..colon], name[(colon + 1)..]);
        rule = null;
        switch (type)
        {
            case Boolean when text is "true" or "false":
                return JsonValue.Create(text == "true");
            case Boolean:
                rule = "Must be true or false.";
                return null;
            case Number when IsNumber(text):
                return JsonNode.Parse(text);
            case Number:
                rule = $"Must be a number such as 2019 or 1.5, of at most {LeadDetails.MaxNumber} characters.";
                return null;
            default:
                return JsonValue.Create(text);
        }
    }

    private static bool IsNumber(string text)
    {
        if (text.Length is 0 or > LeadDetails.MaxNumber || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return false;
        try
        {
            using var number = JsonDocument.Parse(text);
            return number.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
