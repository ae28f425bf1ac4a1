using System.Security.Cryptography;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Scoring.Leads;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Npgsql;

namespace LeadPlatform.DataService.Models;

/// <summary>A lead as a model sees it, with what came of it.</summary>
/// <param name="Bound">Null while it is open.</param>
/// <param name="Points">The score it was given; null without one.</param>
/// <param name="ScoredBy">What gave it: name and version.</param>
internal sealed record LeadOutcome(CapturedFacts Facts, bool? Bound, int? Points, string? ScoredBy);

/// <summary>Reads leads with their outcome.</summary>
internal sealed class KnownOutcomes(NpgsqlDataSource database, PersonalSeal seal)
{
    private const string Columns =
        """
        SELECT l.line, l.state, l.received_at, l.consent_at, 'phone' = ANY(w.channels), l.details::text, p.document, l.disposition, l.score, l.qualification->>'model', l.lead_id
        FROM lead l JOIN consumer_contact p USING (lead_id) JOIN consent_wording w USING (wording_id)
        """;

    private const string Known = $"l.disposition IN ('{DispositionOutcome.Bound}', '{DispositionOutcome.Lost}')";

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT count(*) FROM lead l WHERE {Known}");
        command.CommandTimeout = 120;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The newest whose outcome is known, oldest first.</summary>
    public async Task<List<LeadOutcome>> NewestAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Columns} WHERE {Known} ORDER BY l.lead_id DESC LIMIT $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        var found = await ReadAsync(command, cancellationToken);
        found.Reverse();
        return found;
    }

    /// <summary>Leads received since then, whatever came of them; the newest.</summary>
    public async Task<List<LeadOutcome>> ReceivedAsync(DateTimeOffset since, int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Columns} WHERE l.lead_id >= $1 ORDER BY l.lead_id DESC LIMIT $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Reading.LeadCursor.FirstOf(since) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        return await ReadAsync(command, cancellationToken);
    }

    private async Task<List<LeadOutcome>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        command.CommandTimeout = 120;
        var found = new List<LeadOutcome>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (Personal(row.GetGuid(10), row.GetFieldValue<byte[]>(6)) is not { } person)
                continue;
            found.Add(new LeadOutcome(
                new CapturedFacts(
                    row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), person.Phone is not null, person.Email is not null,
                    row.GetBoolean(4), person.DateOfBirth, person.Notes?.Length ?? 0, row.IsDBNull(5) ? null : JsonElement.Parse(row.GetString(5))),
                row.IsDBNull(7) ? null : row.GetString(7) switch { DispositionOutcome.Bound => true, DispositionOutcome.Lost => false, _ => null },
                row.IsDBNull(8) ? null : row.GetInt16(8),
                row.IsDBNull(9) ? null : row.GetString(9)));
        }

        return found;
    }

    /// <summary>Null where it can't be read, or the consumer was erased.</summary>
    private PersonalDocument? Personal(Guid leadId, byte[] document)
    {
        try
        {
            return seal.OpenDocument(leadId, document) is { ErasedSince: null } person ? person : null;
        }
        catch (Exception exception) when (exception is JsonException or CryptographicException or PlatformKeyMissingException)
        {
            return null;
        }
    }
}
