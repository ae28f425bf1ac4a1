using System.Security.Cryptography;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Npgsql;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>Brings the next documents, by the ids of their leads, under the current key, with how far it has come in the same transaction.</summary>
internal sealed partial class ResealingBatch(NpgsqlDataSource database, PersonalSeal seal, ILogger<ResealingBatch> logger)
{
    // Where the server loses the last of such transactions in a crash, their work is done again.
    private const string DontWait = "SET LOCAL synchronous_commit = off";

    private const string Read = "SELECT lead_id, document FROM consumer_contact WHERE lead_id > $1 AND lead_id < $2 ORDER BY lead_id LIMIT $3";

    // One that was erased or renewed meanwhile is another document, and stays.
    private const string Write =
        """
        UPDATE consumer_contact SET document = t.new FROM unnest($1, $2, $3) AS t (id, old, new)
        WHERE consumer_contact.lead_id = t.id AND consumer_contact.document = t.old
        """;

    /// <summary>The oldest lead; empty where there is none.</summary>
    public async Task<Guid> FirstAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT lead_id FROM consumer_contact ORDER BY lead_id LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is Guid first ? first : Guid.Empty;
    }

    /// <param name="after">The last lead that was looked at.</param>
    /// <param name="before">Where to end.</param>
    /// <returns>The last lead looked at now, and how many there were; fewer than <paramref name="limit"/> are the last.</returns>
    public async Task<(Guid Last, int Leads)> RenewAsync(string job, Guid after, Guid before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var stored = await ReadAsync(connection, after, before, limit, cancellationToken);
        var last = stored.Count > 0 ? stored[^1].LeadId : after;
        var renewed = Renew(stored);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(DontWait);
        if (renewed.Count > 0)
            batch.Add(Write, renewed.ConvertAll(row => row.LeadId).ToArray(), renewed.ConvertAll(row => row.Old).ToArray(), renewed.ConvertAll(row => row.New).ToArray());
        JobProgress.AddMove(batch, job, last);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (last, stored.Count);
    }

    private static async Task<List<(Guid LeadId, byte[] Document)>> ReadAsync(NpgsqlConnection connection, Guid after, Guid before, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Read, connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = after }, new NpgsqlParameter<Guid> { TypedValue = before }, new NpgsqlParameter<int> { TypedValue = limit } },
        };
        var stored = new List<(Guid, byte[])>(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            stored.Add((reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
        return stored;
    }

    private List<(Guid LeadId, byte[] Old, byte[] New)> Renew(List<(Guid LeadId, byte[] Document)> stored)
    {
        var renewed = new List<(Guid, byte[], byte[])>();
        foreach (var (leadId, document) in stored)
        {
            try
            {
                if (seal.Renew(leadId, document) is not { } under)
                    continue;
                renewed.Add((leadId, document, under));
                ResealingMetrics.Renewed(SealedContent.IsPlain(document) ? "plain" : "former_key");
            }
            catch (Exception exception) when (exception is CryptographicException or PlatformKeyMissingException)
            {
                // One that can't be read must not keep the others from the new key.
                ResealingMetrics.Renewed("unreadable");
                Log.Unreadable(logger, leadId, exception.GetType().Name);
            }
        }

        return renewed;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2500, Level = LogLevel.Error, Message = "The personal data of lead {LeadId} can not be opened ({ExceptionType}) and stays under its key")]
        public static partial void Unreadable(ILogger logger, Guid leadId, string exceptionType);
    }
}
