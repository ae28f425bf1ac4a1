using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Storage;

/// <summary>
/// Everything about a lead that tells who the consumer is, as one document in one column, so that one key can seal it and one deletion erase it.
/// No query looks inside; what must be found is indexed beside it.
/// </summary>
internal sealed record PersonalDocument(
    string FirstName,
    string LastName,
    string? Email,
    string? Phone,
    DateOnly? DateOfBirth,
    string? Street,
    string? City,
    string? Notes,
    string? Ip,
    string? UserAgent)
{
    [JsonIgnore]
    public string Name => string.IsNullOrEmpty(LastName) ? FirstName : $"{FirstName} {LastName}";

    /// <summary>What is read of a consumer who was erased.</summary>
    public static PersonalDocument ErasedAt(DateTimeOffset at) => new("(erased)", "", null, null, null, null, null, null, null, null) { ErasedSince = at };

    /// <summary>When the consumer was erased; null for all others.</summary>
    [JsonIgnore]
    public DateTimeOffset? ErasedSince { get; private init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PersonalDocumentJson.Default.PersonalDocument);

    /// <summary>Reads one in the clear. What is stored is opened by <see cref="PersonalData.PersonalSeal"/>.</summary>
    public static PersonalDocument OfJson(ReadOnlySpan<byte> document) =>
        JsonSerializer.Deserialize(document, PersonalDocumentJson.Default.PersonalDocument) ?? throw new JsonException("A personal document is null.");

    public ContactView Contact(string state, string postalCode) =>
        new(FirstName, LastName, Email, Phone, DateOfBirth, new AddressView(Street, City, state, postalCode));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonalDocument))]
internal sealed partial class PersonalDocumentJson : JsonSerializerContext;
