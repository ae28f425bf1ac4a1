using System.Text;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Capture;

/// <summary>A batch of leads turned on its side: one array a column.</summary>
internal sealed class CaptureColumns(int count, PersonalSeal seal)
{
    private const string InsertLeads =
        """
        INSERT INTO lead (lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, sub_id, details, received_at, updated_at, status, duplicate_of,
            wording_id, consent_at, consent_page, consent_certificate)
        SELECT id, id, source, publisher, line, state, zip, sub, details::jsonb, at, at, status, original, wording, consent_at, page, certificate
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS t (id, source, publisher, line, state, zip, sub, details, at, status, original, wording, consent_at, page, certificate)
        """;

    private const string InsertContacts = "INSERT INTO consumer_contact (lead_id, consumer_id, document) SELECT id, id, document FROM unnest($1, $2) AS t (id, document)";

    private const string InsertEvents =
        $"""
        INSERT INTO outbox (id, lead_id, type, body, trace_parent)
        SELECT id, lead, '{Contracts.Events.LeadEvents.Received}', body, trace
        FROM unnest($1, $2, $3, $4, $5) AS t (id, lead, body, trace, status) WHERE status = '{LeadStatus.Received}'
        """;

    private readonly Guid[] _leadId = new Guid[count];
    private readonly Guid[] _sourceId = new Guid[count];
    private readonly Guid[] _publisherId = new Guid[count];
    private readonly string[] _line = new string[count];
    private readonly string[] _state = new string[count];
    private readonly string[] _postalCode = new string[count];
    private readonly string?[] _subId = new string?[count];
    private readonly string?[] _details = new string?[count];
    private readonly DateTime[] _receivedAt = new DateTime[count];
    private readonly string[] _status = new string[count];
    private readonly Guid?[] _duplicateOf = new Guid?[count];
    private readonly Guid[] _wordingId = new Guid[count];
    private readonly DateTime[] _consentAt = new DateTime[count];
    private readonly string?[] _pageUrl = new string?[count];
    private readonly string?[] _certificate = new string?[count];
    private readonly byte[][] _document = new byte[count][];
    private readonly Guid[] _eventId = new Guid[count];
    private readonly byte[][] _eventBody = new byte[count][];
    private readonly string?[] _eventTrace = new string?[count];

    public void Set(int i, CapturedLead captured, Guid wordingId)
    {
        var (lead, contact, consent) = (captured.Lead, captured.Lead.Contact, captured.Lead.Consent);
        _leadId[i] = captured.LeadId;
        _sourceId[i] = captured.SourceId;
        _publisherId[i] = captured.PublisherId;
        _line[i] = lead.Line;
        _state[i] = contact.Address.State;
        _postalCode[i] = contact.Address.PostalCode;
        _subId[i] = lead.SubId;
        _details[i] = lead.Details is null ? null : Encoding.UTF8.GetString(lead.Details);
        _receivedAt[i] = captured.ReceivedAt.UtcDateTime;
        _status[i] = captured.Status;
        _duplicateOf[i] = captured.DuplicateOf;
        _wordingId[i] = wordingId;
        _consentAt[i] = consent.CapturedAt.UtcDateTime;
        _pageUrl[i] = consent.PageUrl;
        _certificate[i] = consent.Certificate;
        _document[i] = seal.Seal(captured.LeadId, new PersonalDocument(
            contact.FirstName, contact.LastName, contact.Email, contact.Phone, contact.DateOfBirth, contact.Address.Street, contact.Address.City,
            lead.Notes, consent.Ip, consent.UserAgent));
        _eventId[i] = captured.Received.Id;
        _eventBody[i] = captured.Received.Body;
        _eventTrace[i] = captured.Received.TraceParent;
    }

    public void AddCommands(NpgsqlBatch batch)
    {
        batch.Add(
            InsertLeads,
            _leadId, _sourceId, _publisherId, _line, _state, _postalCode, _subId, _details, _receivedAt, _status, _duplicateOf, _wordingId, _consentAt, _pageUrl, _certificate);
        batch.Add(InsertContacts, _leadId, _document);
        batch.Add(InsertEvents, _eventId, _leadId, _eventBody, _eventTrace, _status);
    }
}
