using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Exporting;

internal sealed class LeadJsonLines(PipeWriter output) : LeadRows
{
    private const int FlushBytes = 65_536;

    public override async ValueTask WriteAsync(LeadView lead, CancellationToken cancellationToken)
    {
        using (var json = new Utf8JsonWriter(output))
            JsonSerializer.Serialize(json, ExportedLead.Of(lead), ExportJson.Default.ExportedLead);
        output.Write("\n"u8);
        if (output.UnflushedBytes >= FlushBytes)
            await output.FlushAsync(cancellationToken);
    }
}
