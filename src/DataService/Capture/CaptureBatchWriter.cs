using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Writes a batch of leads with all their rows and events: arrays, prepared statements, one round trip, one transaction.
/// One writer uses one connection; a broken one is replaced by the next batch.
/// </summary>
internal sealed class CaptureBatchWriter(NpgsqlDataSource database) : IAsyncDisposable
{
    // Wordings are few; a set that grew past this many is no set of wordings but text made anew for each lead.
    private const int MaxKnownWordings = 10_000;

    private static readonly ConcurrentDictionary<Guid, byte> KnownWordings = new();
    private NpgsqlConnection? _connection;

    public async Task WriteAsync(List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        _connection ??= await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = Build(_connection, leads, out var newWordings);
            await batch.PrepareAsync(cancellationToken);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            if (KnownWordings.Count < MaxKnownWordings)
            {
                foreach (var wording in newWordings)
                    KnownWordings.TryAdd(wording, 0);
            }
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private static NpgsqlBatch Build(NpgsqlConnection connection, List<CapturedLead> leads, out List<Guid> newWordings)
    {
        var count = leads.Count;
        var rows = new CaptureColumns(count);
        newWordings = [];
        var newTexts = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var wording = WordingId(leads[i].Lead.Consent.Text);
            if (!KnownWordings.ContainsKey(wording) && !newWordings.Contains(wording))
            {
                newWordings.Add(wording);
                newTexts.Add(leads[i].Lead.Consent.Text);
            }

            rows.Set(i, leads[i], wording);
        }

        // A batch of Npgsql is one implicit transaction.
        var batch = new NpgsqlBatch(connection);
        if (newWordings.Count > 0)
        {
            batch.Add(
                "INSERT INTO consent_wording (wording_id, text) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING",
                newWordings.ToArray(),
                newTexts.ToArray());
        }

        rows.AddCommands(batch);
        return batch;
    }

    private static Guid WordingId(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
