using System.Text;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Capture;

/// <summary>A batch of leads turned on its side: one array a column.</summary>
internal sealed class CaptureColumns(int count)
{
    private readonly Guid[] _leadId = new Guid[count];
    private readonly Guid[] _consumerId = new Guid[count];
    private readonly Guid[] _sourceId = new Guid[count];
    private readonly Guid[] _publisherId = new Guid[count];
    private readonly string[] _line = new string[count];
    private readonly string[] _state = new string[count];
    private readonly string[] _postalCode = new string[count];
    private readonly string?[] _subId = new string?[count];
    private readonly string?[] _details = new string?[count];
    private readonly DateTime[] _receivedAt = new DateTime[count];
    private readonly byte[][] _document = new byte[count][];
    private readonly Guid[] _wordingId = new Guid[count];
    private readonly string[] _sellers = new string[count];
    private readonly string[] _channels = new string[count];
    private readonly DateTime[] _capturedAt = new DateTime[count];
    private readonly string?[] _pageUrl = new string?[count];
    private readonly string?[] _certificate = new string?[count];
    private readonly Guid[] _eventId = new Guid[count];
    private readonly byte[][] _eventBody = new byte[count][];
    private readonly string?[] _eventTrace = new string?[count];
    private readonly string[] _status = new string[count];
    private readonly Guid?[] _duplicateOf = new Guid?[count];

    public void Set(int i, CapturedLead captured, Guid wordingId)
    {
        var (lead, contact, consent) = (captured.Lead, captured.Lead.Contact, captured.Lead.Consent);
        _leadId[i] = captured.LeadId;
        _consumerId[i] = captured.ConsumerId;
        _sourceId[i] = captured.SourceId;
        _publisherId[i] = captured.PublisherId;
        _line[i] = lead.Line;
        _state[i] = contact.Address.State;
        _postalCode[i] = contact.Address.PostalCode;
        _subId[i] = lead.SubId;
        _details[i] = lead.Details is null ? null : Encoding.UTF8.GetString(lead.Details);
        _receivedAt[i] = captured.ReceivedAt.UtcDateTime;
        _document[i] = new PersonalDocument(
            contact.FirstName, contact.LastName, contact.Email, contact.Phone, contact.DateOfBirth, contact.Address.Street, contact.Address.City,
            lead.Notes, consent.Ip, consent.UserAgent).ToBytes();
        _wordingId[i] = wordingId;
        _sellers[i] = TextArray(consent.Sellers);
        _channels[i] = TextArray(consent.Channels);
        _capturedAt[i] = consent.CapturedAt.UtcDateTime;
        _pageUrl[i] = consent.PageUrl;
        _certificate[i] = consent.Certificate;
        _eventId[i] = captured.Received.Id;
        _eventBody[i] = captured.Received.Body;
        _eventTrace[i] = captured.Received.TraceParent;
        _status[i] = captured.Status;
        _duplicateOf[i] = captured.DuplicateOf;
    }

    public void AddCommands(NpgsqlBatch batch)
    {
        batch.Add("INSERT INTO consumer (consumer_id, created_at) SELECT * FROM unnest($1, $2)", _consumerId, _receivedAt);
        batch.Add(
            """
            INSERT INTO lead (lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, sub_id, details, received_at, updated_at, status, duplicate_of)
            SELECT id, consumer, source, publisher, line, state, zip, sub, details::jsonb, at, at, status, original
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS t (id, consumer, source, publisher, line, state, zip, sub, details, at, status, original)
            """,
            _leadId, _consumerId, _sourceId, _publisherId, _line, _state, _postalCode, _subId, _details, _receivedAt, _status, _duplicateOf);
        batch.Add("INSERT INTO consumer_contact (lead_id, consumer_id, document) SELECT * FROM unnest($1, $2, $3)", _leadId, _consumerId, _document);
        batch.Add(
            """
            INSERT INTO consent_record (lead_id, consumer_id, wording_id, sellers, channels, captured_at, page_url, certificate)
            SELECT lead, consumer, wording, sellers::text[], channels::text[], at, page, certificate
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS t (lead, consumer, wording, sellers, channels, at, page, certificate)
            """,
            _leadId, _consumerId, _wordingId, _sellers, _channels, _capturedAt, _pageUrl, _certificate);
        batch.Add(
            $"""
            INSERT INTO outbox (id, lead_id, type, body, trace_parent)
            SELECT id, lead, '{Contracts.Events.LeadEvents.Received}', body, trace
            FROM unnest($1, $2, $3, $4, $5) AS t (id, lead, body, trace, status) WHERE status = '{LeadStatus.Received}'
            """,
            _eventId, _leadId, _eventBody, _eventTrace, _status);
    }

    /// <summary>An array literal of PostgreSQL: unnest takes arrays of one length only, so an array in a column travels as its text.</summary>
    private static string TextArray(string[] values)
    {
        if (values.Length == 0)
            return "{}";
        var text = new StringBuilder("{");
        foreach (var value in values)
        {
            text.Append(text.Length > 1 ? ",\"" : "\"");
            text.Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
            text.Append('"');
        }

        return text.Append('}').ToString();
    }
}
