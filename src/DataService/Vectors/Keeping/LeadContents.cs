using System.Security.Cryptography;
using System.Text.Json;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Vectors.Embedding;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Npgsql;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>Reads leads and makes their vectors with the built-in model.</summary>
internal sealed partial class LeadContents(NpgsqlDataSource database, PersonalSeal seal, ILogger<LeadContents> logger)
{
    private const string Select = "SELECT l.lead_id, l.line, l.state, l.postal_code, l.details::text, p.document FROM lead l JOIN consumer_contact p USING (lead_id)";

    /// <summary>Vectors of those of the leads that are there.</summary>
    public async Task<List<(Guid LeadId, float[] Vector)>> EmbedAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Select + " WHERE l.lead_id = ANY($1)", connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = leadIds } } };
        await command.PrepareAsync(cancellationToken);
        var vectors = new List<(Guid, float[])>(leadIds.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var leadId = reader.GetGuid(0);
            try
            {
                var personal = seal.OpenDocument(leadId, reader.GetFieldValue<byte[]>(5));
                if (personal.ErasedSince is not null)
                    continue;
                vectors.Add((leadId, LocalEmbedding.OfLead(new LeadContent(
                    reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), personal.Notes, personal.Name))));
            }
            catch (Exception exception) when (exception is JsonException or CryptographicException or PlatformKeyMissingException)
            {
                // One that can't be read must not keep the others from being found.
                VectorMetrics.Unreadable.Add(1);
                Log.Unreadable(logger, leadId);
            }
        }

        return vectors;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1800, Level = LogLevel.Error, Message = "Lead {LeadId} gets no vector: its personal data can not be read")]
        public static partial void Unreadable(ILogger logger, Guid leadId);
    }
}
