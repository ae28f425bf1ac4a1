using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Importing.Mapping;
using LeadPlatform.DataService.Importing.Reading;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Pacing;
using Npgsql;

namespace LeadPlatform.DataService.Importing.Running;

/// <summary>Runs one import from where it stands to its end. What it writes goes the way of every captured lead, position and counts in the same transaction.</summary>
internal sealed partial class ImportJob(
    Import import,
    ImportFolder folder,
    PersonalSeal seal,
    CaptureIntake intake,
    CaptureBatchWriter writer,
    NpgsqlDataSource database,
    CaptureQueue live,
    Pace pace,
    ImportOptions options,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan GiveWayStep = TimeSpan.FromMilliseconds(20);
    private readonly RateGauge _rate = new(time);

    /// <exception cref="ImportFailedException">It can't be imported.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.PathOf(import.ImportId)))
            throw new ImportFailedException("The file is no longer there.");
        using var file = ImportFile.Open(folder.Open(import.ImportId), import.Packed, FileFacts.ScannerDelimiter(import.Format, import.Delimiter), import.Position);
        var mapping = import.Mapping is null ? null : LeadMapping.Prepare(MappingJson.Read(import.Mapping), import.Columns, []);
        var rows = new RowIntake(intake, new CaptureOrigin(import.SourceId, import.PublisherId, ""), mapping, import.Format, import.Columns, file.Rows);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reader = new BatchReader(import, file, rows, seal, options);
        var reading = Task.Run(() => reader.ReadAsync(ending.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in reader.Batches.ReadAllAsync(cancellationToken))
            {
                await GiveWayAsync(cancellationToken);
                pace.SweepSlowly();
                batch.Rate = _rate.Add(batch.Rows.Count);
                await WriteAsync(batch, cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            throw new ImportFailedException("The file can't be unpacked to its end.");
        }
        finally
        {
            await ending.CancelAsync();
            await reading;
        }
    }

    /// <summary>Live captures go first: while some wait for their commit the import waits too, for a while.</summary>
    private async Task GiveWayAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (live.Count > 0 && time.GetElapsedTime(since) < options.GiveWay)
            await Task.Delay(GiveWayStep, time, cancellationToken);
    }

    private async Task WriteAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            if (batch.Leads.Count > 0)
                await writer.WriteAsync(batch.Leads, cancellationToken, batch.AddTo);
            else
                await WriteRefusalsAsync(batch, cancellationToken);
            Count(batch);
        }
        catch (Exception exception) when (batch.Rows.Count > 1 && IsOfTheRows(exception))
        {
            Log.Split(logger, exception.GetType().Name, import.ImportId, batch.Rows.Count);
            var (first, second) = batch.Split();
            await WriteAsync(first, cancellationToken);
            await WriteAsync(second, cancellationToken);
        }
        catch (Exception exception) when (batch.Leads.Count > 0 && IsOfTheRows(exception))
        {
            Log.Refused(logger, exception.GetType().Name, import.ImportId, batch.Rows[0].Number);
            var row = batch.Rows[0] with { Lead = null, Reasons = "not_storable: The database does not take this row.", Content = [] };
            await WriteAsync(batch.With(row), cancellationToken);
        }
    }

    private async Task WriteRefusalsAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var commands = new NpgsqlBatch(connection, transaction);
        batch.AddTo(commands);
        await commands.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // A step that is there already is no fault of a row: these rows are written, by another runner or before a connection broke.
    private static bool IsOfTheRows(Exception exception) =>
        !TransientFault.Is(exception) && exception is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "import_step" };

    private static void Count(ImportBatch batch)
    {
        foreach (var group in batch.Leads.GroupBy(lead => (lead.Lead.Line, lead.Status)))
            CaptureMetrics.Captured.Add(group.Count(), new KeyValuePair<string, object?>("line", group.Key.Line), new KeyValuePair<string, object?>("status", group.Key.Status));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1600, Level = LogLevel.Warning, Message = "{ExceptionType}: a batch of import {ImportId} with {Count} rows was refused by the database; it is tried in halves")]
        public static partial void Split(ILogger logger, string exceptionType, Guid importId, int count);

        [LoggerMessage(EventId = 1601, Level = LogLevel.Warning, Message = "{ExceptionType}: row {Row} of import {ImportId} was refused by the database")]
        public static partial void Refused(ILogger logger, string exceptionType, Guid importId, long row);
    }
}
