using System.Threading.Channels;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Importing.Reading;
using LeadPlatform.DataService.PersonalData;

namespace LeadPlatform.DataService.Importing.Running;

/// <summary>Reads and checks rows on a thread of its own, a batch ahead of what is being written.</summary>
internal sealed class BatchReader(Import import, ImportFile file, RowIntake intake, PersonalSeal seal, ImportOptions options)
{
    private readonly Channel<ImportBatch> _batches = Channel.CreateBounded<ImportBatch>(1);

    public ChannelReader<ImportBatch> Batches => _batches.Reader;

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var number = import.RowsRead;
            while (ReadBatch(ref number) is { } batch)
                await _batches.Writer.WriteAsync(batch, cancellationToken);
            _batches.Writer.TryComplete();
        }
        catch (Exception exception)
        {
            _batches.Writer.TryComplete(exception);
        }
    }

    private ImportBatch? ReadBatch(ref long number)
    {
        var start = file.Rows.Position;
        var rows = new List<ImportedRow>(options.BatchSize);
        var errors = new List<FieldError>();
        while (rows.Count < options.BatchSize && file.Rows.TryRead())
        {
            if (file.Rows.Position > options.MaxUnpackedBytes)
                throw new ImportFailedException($"The content of the file is larger than {options.MaxUnpackedBytes} bytes.");
            errors.Clear();
            var lead = intake.Read(errors);
            rows.Add(lead is not null
                ? new ImportedRow(++number, file.Rows.Position, file.BytesRead, lead, null, null)
                : new ImportedRow(++number, file.Rows.Position, file.BytesRead, null, ImportedRow.Say(errors), seal.Seal(import.ImportId, file.Rows.Row)));
        }

        return rows.Count == 0 ? null : new ImportBatch(import.ImportId, start, rows);
    }
}

/// <summary>The import can't go on, whatever is tried; the message is for its owner.</summary>
internal sealed class ImportFailedException(string message) : Exception(message);
