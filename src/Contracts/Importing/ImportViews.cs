namespace LeadPlatform.Contracts.Importing;

/// <summary>An import as the API shows it: <c>GET /v1/imports/{id}</c>.</summary>
/// <param name="Status">One of <see cref="ImportStatus"/>.</param>
/// <param name="Format">csv or jsonl.</param>
/// <param name="Mapping">Field of the lead to template; null where every line of the file is a lead already.</param>
/// <param name="Guessed">Whether the mapping was guessed from the columns.</param>
/// <param name="Failure">With the status failed: why.</param>
public sealed record ImportView(
    Guid ImportId,
    string Status,
    string? FileName,
    string Format,
    bool Packed,
    Guid SourceId,
    IReadOnlyList<string> Columns,
    IReadOnlyDictionary<string, string>? Mapping,
    bool Guessed,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    ImportProgress Progress,
    string? Failure,
    ImportLinks Links,
    ImportPreview? Preview = null);

/// <summary>How far an import is.</summary>
/// <param name="RowsRead">Rows that are done: captured + duplicate + suppressed + refused.</param>
/// <param name="RowsPerSecond">Lately; 0 where it does not run.</param>
/// <param name="SecondsLeft">By the rate and the bytes that are left; null where it can't be told.</param>
public sealed record ImportProgress(
    long RowsRead, long Captured, long Duplicate, long Suppressed, long Refused, long BytesRead, long FileBytes, double RowsPerSecond, double? SecondsLeft);

public sealed record ImportLinks(string Self, string Events, string Run, string Cancel, string Refused);

/// <summary>What the first rows would become.</summary>
/// <param name="Problems">What stands in the way of every row: fields that must be given and are not mapped, templates with columns that the file has not.</param>
public sealed record ImportPreview(IReadOnlyList<ImportPreviewRow> Rows, IReadOnlyList<Problems.FieldError> Problems);

/// <param name="Row">1 is the first after the header.</param>
/// <param name="Values">Field of the lead to the value it would have.</param>
/// <param name="Errors">Why the row would be refused; empty where it would be let in.</param>
public sealed record ImportPreviewRow(long Row, IReadOnlyDictionary<string, string> Values, IReadOnlyList<Problems.FieldError> Errors);

/// <summary>A mapping that was given a name: <c>GET /v1/imports/mappings</c>.</summary>
public sealed record MappingView(string Name, IReadOnlyDictionary<string, string> Mapping, DateTimeOffset SavedAt);

/// <summary>The body of <c>POST /v1/imports/{id}/run</c>; it may be left out.</summary>
/// <param name="Mapping">Another mapping than the one shown.</param>
/// <param name="SaveAs">A name under which to keep the mapping.</param>
public sealed record RunImport(IReadOnlyDictionary<string, string>? Mapping = null, string? SaveAs = null);

public static class ImportStatus
{
    /// <summary>Looked at, not started: waits for <c>run</c>.</summary>
    public const string Waiting = "waiting";

    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";

    /// <summary>Whether nothing more will happen.</summary>
    public static bool IsEnd(string status) => status is Done or Cancelled or Failed;
}
