using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.Idempotency;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.DataService.Suppressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Writes a batch of leads with all their rows and events in one transaction: arrays, prepared statements, one round trip to find out what is new and one to
/// write it and commit. One writer uses one connection; a broken one is replaced by the next batch.
/// </summary>
internal sealed class CaptureBatchWriter(NpgsqlDataSource database, DuplicateOptions duplicates, KnownWordings known, PersonalSeal seal) : IAsyncDisposable
{
    private const string Begin = "BEGIN";
    private const string Commit = "COMMIT";

    private NpgsqlConnection? _connection;

    /// <param name="alongside">Adds statements that are committed with the leads; called once it is known which of them are new.</param>
    public async Task WriteAsync(List<CapturedLead> leads, CancellationToken cancellationToken, Action<NpgsqlBatch>? alongside = null)
    {
        _connection ??= await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await WriteAsync(_connection, leads, alongside, cancellationToken);
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

    private async Task WriteAsync(NpgsqlConnection connection, List<CapturedLead> leads, Action<NpgsqlBatch>? alongside, CancellationToken cancellationToken)
    {
        // BEGIN and COMMIT travel with the statements; whatever fails in between, the connection is closed, which rolls back.
        var first = leads.Exists(lead => lead.Idempotency is not null) ? await IdempotencyClaims.ClaimAsync(connection, Begin, leads, cancellationToken) : leads;
        if (first.Count > 0)
            await FindOutAsync(connection, begun: !ReferenceEquals(first, leads), first, cancellationToken);
        await InsertAsync(connection, first, alongside, cancellationToken);

        foreach (var lead in first)
            lead.Result = CaptureResult.Stored(lead.LeadId, lead.Status, lead.DuplicateOf);
        if (first.Count < leads.Count)
        {
            var stored = first.ConvertAll(lead => lead.LeadId).ToHashSet();
            await IdempotencyClaims.SettleAsync(connection, leads.FindAll(lead => !stored.Contains(lead.LeadId)), cancellationToken);
        }
    }

    /// <summary>Marks the leads that are suppressed or repeat another one.</summary>
    private async Task FindOutAsync(NpgsqlConnection connection, bool begun, List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        var claims = new DuplicateClaims(duplicates);
        foreach (var lead in leads)
            claims.Add(lead);
        await using var batch = new NpgsqlBatch(connection);
        if (!begun)
            batch.Add(Begin);
        SuppressionList.AddTo(batch, leads);
        var claiming = claims.TryAddTo(batch);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await SuppressionList.ReadAsync(reader, leads, cancellationToken);
        if (claiming && await reader.NextResultAsync(cancellationToken))
            await claims.ReadAsync(reader, cancellationToken);
    }

    private async Task InsertAsync(NpgsqlConnection connection, List<CapturedLead> leads, Action<NpgsqlBatch>? alongside, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var wordings = new NewWordings(known);
        if (leads.Count > 0)
        {
            var rows = new CaptureColumns(leads.Count, seal);
            for (var i = 0; i < leads.Count; i++)
                rows.Set(i, leads[i], wordings.IdOf(leads[i].Lead.Consent));
            wordings.AddTo(batch);
            rows.AddCommands(batch);
        }

        alongside?.Invoke(batch);
        batch.Add(Commit);
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        wordings.Stored();
    }
}

internal sealed class CaptureBatchWriterFactory(NpgsqlDataSource database, IOptions<DuplicateOptions> duplicates, PersonalSeal seal)
{
    private readonly KnownWordings _known = new();

    public CaptureBatchWriter Create() => new(database, duplicates.Value, _known, seal);
}
