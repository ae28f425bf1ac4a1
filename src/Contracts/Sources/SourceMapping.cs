using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.Contracts.Sources;

/// <summary>How a publisher's own payload becomes a lead: where each of the lead's members comes from.</summary>
/// <param name="Members">By the member's path: one of <see cref="MappedPaths"/>, or <c>details.NAME</c>.</param>
public sealed record SourceMapping(IReadOnlyDictionary<string, MemberMapping> Members);

/// <summary>Where a member comes from, and what is done to its text: it is trimmed; then <c>lower</c>, <c>values</c>, and one of the others.</summary>
/// <param name="From">Path in the payload: <c>applicant.phones[0].number</c>; of a form the name of a field. What is absent, null or empty there is absent in the lead.</param>
/// <param name="Constant">Instead of <paramref name="From"/>: the same text for every lead.</param>
/// <param name="Lower">Lower case.</param>
/// <param name="Values">The publisher's words with those of the platform; a word that is not among them is refused.</param>
/// <param name="DateFormat">A date or time as .NET writes it, <c>MM/dd/yyyy</c>; a time without an offset is UTC.</param>
/// <param name="True">Of a detail: the words that mean true. With <paramref name="False"/>.</param>
/// <param name="False">Of a detail: the words that mean false.</param>
/// <param name="Split">Of a list: what stands between its items where they are one text.</param>
public sealed record MemberMapping(
    string? From = null,
    string? Constant = null,
    bool? Lower = null,
    IReadOnlyDictionary<string, string>? Values = null,
    string? DateFormat = null,
    IReadOnlyList<string>? True = null,
    IReadOnlyList<string>? False = null,
    string? Split = null);

/// <summary>The members of a lead that a mapping can fill, beside details.</summary>
public static class MappedPaths
{
    public const string Details = "details.";

    /// <summary>Members that are one text.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "line", "contact.firstName", "contact.lastName", "contact.email", "contact.phone", "contact.dateOfBirth", "contact.address.street", "contact.address.city",
        "contact.address.state", "contact.address.postalCode", "consent.text", "consent.capturedAt", "consent.pageUrl", "consent.ip", "consent.userAgent",
        "consent.certificate", "subId", "notes",
    ];

    /// <summary>Members that are lists of texts.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["consent.sellers", "consent.channels"];

    /// <summary>Without these no lead is let in; and one of <c>contact.email</c> and <c>contact.phone</c>.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        "line", "contact.firstName", "contact.lastName", "contact.address.state", "contact.address.postalCode", "consent.text", "consent.channels", "consent.capturedAt",
    ];
}

/// <summary>A payload to try a mapping on.</summary>
/// <param name="Mapping">The source's own where left out.</param>
/// <param name="Payload">As JSON; or else <paramref name="Form"/>.</param>
/// <param name="Form">As <c>application/x-www-form-urlencoded</c>.</param>
public sealed record MappingTrial(SourceMapping? Mapping = null, JsonElement? Payload = null, string? Form = null);

/// <summary>What a payload becomes. Nothing is kept of it.</summary>
/// <param name="Lead">The lead as it would be posted; as far as it can be made.</param>
/// <param name="Errors">Why it would be refused, by the paths of the payload where they have one.</param>
public sealed record MappingTrialView(JsonObject? Lead, IReadOnlyList<FieldError> Errors);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceMapping))]
[JsonSerializable(typeof(MappingTrial))]
[JsonSerializable(typeof(MappingTrialView))]
public sealed partial class MappingJson : JsonSerializerContext;
