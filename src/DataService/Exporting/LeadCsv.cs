using System.Globalization;
using System.IO.Pipelines;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Importing;

namespace LeadPlatform.DataService.Exporting;

internal sealed class LeadCsv(PipeWriter output) : LeadRows
{
    /// <summary>Stable: columns are only added, at the end.</summary>
    private static readonly (string Name, Func<LeadView, string?> Value)[] Columns =
    [
        ("lead.id", lead => lead.LeadId.ToString()),
        ("lead.status", lead => lead.Status),
        ("lead.receivedAt", lead => Time(lead.ReceivedAt)),
        ("lead.updatedAt", lead => Time(lead.UpdatedAt)),
        ("lead.sourceId", lead => lead.SourceId.ToString()),
        ("lead.duplicateOf", lead => lead.DuplicateOf?.ToString()),
        ("lead.score", lead => lead.Qualification?.Score.ToString(CultureInfo.InvariantCulture)),
        ("lead.band", lead => lead.Qualification?.Band),
        ("lead.urgency", lead => lead.Qualification?.Urgency),
        ("lead.agentId", lead => lead.Assignment?.AgentId.ToString()),
        ("lead.agentName", lead => lead.Assignment?.AgentName),
        ("lead.assignedAt", lead => Time(lead.Assignment?.At)),
        ("lead.disposition", lead => lead.Disposition?.Outcome),
        ("lead.dispositionReason", lead => lead.Disposition?.Reason),
        ("lead.dispositionAt", lead => Time(lead.Disposition?.At)),
        ("line", lead => lead.Line),
        ("contact.firstName", lead => lead.Contact.FirstName),
        ("contact.lastName", lead => lead.Contact.LastName),
        ("contact.email", lead => lead.Contact.Email),
        ("contact.phone", lead => lead.Contact.Phone),
        ("contact.dateOfBirth", lead => lead.Contact.DateOfBirth?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("contact.address.street", lead => lead.Contact.Address.Street),
        ("contact.address.city", lead => lead.Contact.Address.City),
        ("contact.address.state", lead => lead.Contact.Address.State),
        ("contact.address.postalCode", lead => lead.Contact.Address.PostalCode),
        ("consent.text", lead => lead.Consent.Text),
        ("consent.sellers", lead => string.Join(';', lead.Consent.Sellers)),
        ("consent.channels", lead => string.Join(';', lead.Consent.Channels)),
        ("consent.capturedAt", lead => Time(lead.Consent.CapturedAt)),
        ("consent.pageUrl", lead => lead.Consent.PageUrl),
        ("consent.ip", lead => lead.Consent.Ip),
        ("consent.userAgent", lead => lead.Consent.UserAgent),
        ("consent.certificate", lead => lead.Consent.Certificate),
        ("subId", lead => lead.SubId),
        ("notes", lead => lead.Notes),
        ("details", lead => lead.Details?.GetRawText()),
    ];

    private readonly CsvWriter _csv = new(output);
    private readonly string?[] _fields = new string?[Columns.Length];

    public static IEnumerable<string> Names => Columns.Select(column => column.Name);

    public override void Begin() => _csv.Row([.. Names]);

    public override ValueTask WriteAsync(LeadView lead, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Columns.Length; i++)
            _fields[i] = Columns[i].Value(lead);
        _csv.Row(_fields);
        return _csv.FlushIfFullAsync(cancellationToken);
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
