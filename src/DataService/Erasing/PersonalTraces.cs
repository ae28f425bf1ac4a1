using System.Security.Cryptography;
using System.Text.Json;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Places;
using LeadPlatform.DataService.Searching;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Npgsql;

namespace LeadPlatform.DataService.Erasing;

/// <summary>The blind-index keys that leads have left in other tables, worked out from their documents: no index finds them by lead.</summary>
internal sealed class PersonalTraces(SearchKeys search, ContactKeys contacts)
{
    private const string Read =
        """
        SELECT c.lead_id, c.document, l.line, l.source_id, l.postal_code FROM consumer_contact c JOIN lead l USING (lead_id)
        WHERE c.lead_id = ANY($1) ORDER BY c.lead_id FOR UPDATE OF c
        """;

    /// <summary>Locks the documents of the leads and reads what they have left.</summary>
    public async Task<Found> FindAsync(NpgsqlConnection connection, PersonalSeal seal, Guid[] leadIds, CancellationToken cancellationToken)
    {
        var found = new Found([], [], []);
        await using var command = new NpgsqlCommand(Read, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = leadIds } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var leadId = reader.GetGuid(0);
            try
            {
                var person = seal.OpenDocument(leadId, reader.GetFieldValue<byte[]>(1));
                if (person.ErasedSince is null)
                    Add(found, leadId, person, reader.GetString(2), reader.GetGuid(3), reader.GetString(4));
            }
            catch (Exception exception) when (exception is JsonException or CryptographicException or PlatformKeyMissingException)
            {
                found.Unreadable.Add(leadId);
            }
        }

        return found;
    }

    // Claims of former settings may still be there: whichever fields and scopes they compared.
    private void Add(Found found, Guid leadId, PersonalDocument person, string line, Guid sourceId, string postalCode)
    {
        search.AddTo(found.SearchKeys, leadId, person);
        Guid?[] keys =
        [
            person.Phone is { } phone ? contacts.OfPhone(phone) : null,
            person.Email is { } email ? contacts.OfEmail(email) : null,
            person.Street is { } street && StreetAddress.Fold(street) is { Length: > 0 } folded ? contacts.OfAddress(folded, postalCode) : null,
        ];
        foreach (var key in keys.OfType<Guid>())
        {
            found.Claims.Add(ClaimKey.Of(key, line, Guid.Empty));
            found.Claims.Add(ClaimKey.Of(key, line, sourceId));
        }
    }

    /// <param name="Unreadable">Leads whose document can't be opened: what they have left must be looked for.</param>
    internal sealed record Found(List<(long Key, Guid LeadId)> SearchKeys, List<Guid> Claims, List<Guid> Unreadable);
}
