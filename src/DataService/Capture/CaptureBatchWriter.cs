using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.Idempotency;
using LeadPlatform.DataService.Storage;
using LeadPlatform.DataService.Suppressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Writes a batch of leads with all their rows and events in one transaction: arrays, prepared statements, one round trip to find out what is new and one to
/// write it. One writer uses one connection; a broken one is replaced by the next batch.
/// </summary>
internal sealed class CaptureBatchWriter(NpgsqlDataSource database, DuplicateOptions duplicates, KnownWordings known) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public async Task WriteAsync(List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        _connection ??= await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await WriteAsync(_connection, leads, cancellationToken);
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

    private async Task WriteAsync(NpgsqlConnection connection, List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var keyed = leads.Exists(lead => lead.Idempotency is not null);
        var first = keyed ? await IdempotencyClaims.ClaimAsync(connection, transaction, leads, cancellationToken) : leads;
        if (first.Count > 0)
        {
            await FindOutAsync(connection, transaction, first, cancellationToken);
            var newWordings = await InsertAsync(connection, transaction, first, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            known.Add(newWordings);
        }
        else
        {
            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var lead in first)
            lead.Result = CaptureResult.Stored(lead.LeadId, lead.Status, lead.DuplicateOf);
        if (first.Count < leads.Count)
        {
            var stored = first.ConvertAll(lead => lead.LeadId).ToHashSet();
            await IdempotencyClaims.SettleAsync(connection, leads.FindAll(lead => !stored.Contains(lead.LeadId)), cancellationToken);
        }
    }

    /// <summary>Marks the leads that are suppressed or repeat another one.</summary>
    private async Task FindOutAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        var claims = new DuplicateClaims(duplicates);
        foreach (var lead in leads)
            claims.Add(lead);
        await using var batch = new NpgsqlBatch(connection, transaction);
        SuppressionList.AddTo(batch, leads);
        var claiming = claims.TryAddTo(batch);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await SuppressionList.ReadAsync(reader, leads, cancellationToken);
        if (claiming && await reader.NextResultAsync(cancellationToken))
            await claims.ReadAsync(reader, cancellationToken);
    }

    private async Task<List<Guid>> InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        var rows = new CaptureColumns(leads.Count);
        var (newWordings, newTexts) = (new List<Guid>(), new List<string>());
        for (var i = 0; i < leads.Count; i++)
        {
            var wording = KnownWordings.IdOf(leads[i].Lead.Consent.Text);
            if (!known.Contains(wording) && !newWordings.Contains(wording))
            {
                newWordings.Add(wording);
                newTexts.Add(leads[i].Lead.Consent.Text);
            }

            rows.Set(i, leads[i], wording);
        }

        if (newWordings.Count > 0)
        {
            batch.Add(
                "INSERT INTO consent_wording (wording_id, text) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING",
                newWordings.ToArray(),
                newTexts.ToArray());
        }

        rows.AddCommands(batch);
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return newWordings;
    }
}

internal sealed class CaptureBatchWriterFactory(NpgsqlDataSource database, IOptions<DuplicateOptions> duplicates)
{
    private readonly KnownWordings _known = new();

    public CaptureBatchWriter Create() => new(database, duplicates.Value, _known);
}
