using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Importing.Running;

/// <summary>A row that was read: a lead, or what is wrong with it.</summary>
/// <param name="End">Where the row after it begins.</param>
/// <param name="Content">Of a refused row, as it stood in the file, sealed.</param>
internal sealed record ImportedRow(long Number, long End, long BytesRead, CapturedLead? Lead, string? Reasons, byte[]? Content)
{
    public static string Say(IEnumerable<FieldError> errors) =>
        string.Join(" | ", errors.Select(error => error.Path.Length == 0 ? $"{error.Code}: {error.Message}" : $"{error.Path} {error.Code}: {error.Message}"));
}

/// <summary>Rows that are written in one transaction, with where they begin and how many of each kind they are.</summary>
internal sealed class ImportBatch(Guid importId, long start, List<ImportedRow> rows)
{
    private const string Fence = "INSERT INTO import_step (import_id, position) VALUES ($1, $2)";

    private const string Progress =
        """
        UPDATE import SET position = $2, bytes_read = $3, rate = $4, rows_read = rows_read + $5, captured = captured + $6, duplicate = duplicate + $7,
            suppressed = suppressed + $8, refused = refused + $9
        WHERE import_id = $1
        """;

    private const string Refusals = "INSERT INTO import_refusal (import_id, row, reasons, content) SELECT $1, row, reasons, content FROM unnest($2, $3, $4) AS t (row, reasons, content)";

    public List<ImportedRow> Rows { get; } = rows;

    public List<CapturedLead> Leads { get; } = [.. rows.Where(row => row.Lead is not null).Select(row => row.Lead!)];

    /// <summary>Rows a second to be told with this batch.</summary>
    public double Rate { get; set; }

    /// <summary>Adds what must be committed with the leads; called once their duplicates are known.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Fence) { Parameters = { Value(importId), Value(start) } });
        var captured = Leads.Count(lead => lead.Status == LeadStatus.Received);
        var duplicate = Leads.Count(lead => lead.Status == LeadStatus.Duplicate);
        var refused = Rows.FindAll(row => row.Lead is null);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Progress)
        {
            Parameters =
            {
                Value(importId), Value(Rows[^1].End), Value(Rows[^1].BytesRead), Value(Rate), Value((long)Rows.Count), Value((long)captured), Value((long)duplicate),
                Value((long)(Leads.Count - captured - duplicate)), Value((long)refused.Count),
            },
        });
        if (refused.Count == 0)
            return;
        batch.Add(Refusals, refused.ConvertAll(row => row.Number).ToArray(), refused.ConvertAll(row => row.Reasons!).ToArray(), refused.ConvertAll(row => row.Content!).ToArray());
        batch.BatchCommands[^1].Parameters.Insert(0, Value(importId));
    }

    /// <summary>The two halves, as if they had never been tried.</summary>
    public (ImportBatch First, ImportBatch Second) Split()
    {
        foreach (var lead in Leads)
            (lead.Suppressed, lead.DuplicateOf) = (false, null);
        var half = Rows.Count / 2;
        return (new ImportBatch(importId, start, Rows[..half]) { Rate = Rate }, new ImportBatch(importId, Rows[half - 1].End, Rows[half..]) { Rate = Rate });
    }

    /// <summary>The same place in the file with another row.</summary>
    public ImportBatch With(ImportedRow row) => new(importId, start, [row]) { Rate = Rate };

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
