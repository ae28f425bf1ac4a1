using System.IO.Pipelines;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Exporting;

/// <summary>Writes leads one after the other in a format.</summary>
internal abstract class LeadRows
{
    public const string Csv = "csv";
    public const string JsonLines = "jsonl";

    /// <param name="format"><see cref="Csv"/> or <see cref="JsonLines"/>.</param>
    public static LeadRows Of(string format, PipeWriter output) => format == Csv ? new LeadCsv(output) : new LeadJsonLines(output);

    /// <summary>What stands before the first lead.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Writes one, and waits where the reader is slower.</summary>
    public abstract ValueTask WriteAsync(LeadView lead, CancellationToken cancellationToken);
}
