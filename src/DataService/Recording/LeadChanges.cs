using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Changes;
using LeadPlatform.DataService.Graph.Feeding;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Events;
using Npgsql;

namespace LeadPlatform.DataService.Recording;

/// <summary>A batch of events, folded into one change a lead and one timeline line an event.</summary>
internal sealed class LeadChanges
{
    /// <summary>A qualification replaces one of the same or a lower revision: an amendment stays, whatever is delivered after it.</summary>
    private const string IsNews = "t.revision >= COALESCE((lead.qualification ->> 'revision')::int, 0)";

    private static readonly string Update =
        $"""
        UPDATE lead SET
            status = CASE WHEN array_position({StatusOrder.Sql}, t.status) > array_position({StatusOrder.Sql}, lead.status) THEN t.status ELSE lead.status END,
            updated_at = GREATEST(lead.updated_at, t.at),
            qualification = CASE WHEN {IsNews} THEN t.qualification::jsonb ELSE lead.qualification END,
            score = CASE WHEN {IsNews} THEN t.score ELSE lead.score END,
            band = CASE WHEN {IsNews} THEN t.band ELSE lead.band END,
            urgency = CASE WHEN {IsNews} THEN t.urgency ELSE lead.urgency END,
            agent_id = COALESCE(t.agent, lead.agent_id),
            agent_name = COALESCE(t.agent_name, lead.agent_name),
            assigned_at = COALESCE(t.assigned_at, lead.assigned_at),
            disposition = CASE WHEN t.disposition_at >= COALESCE(lead.disposition_at, '-infinity') THEN t.disposition ELSE lead.disposition END,
            disposition_reason = CASE WHEN t.disposition_at >= COALESCE(lead.disposition_at, '-infinity') THEN t.disposition_reason ELSE lead.disposition_reason END,
            disposition_at = GREATEST(t.disposition_at, lead.disposition_at)
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS t
            (id, status, at, qualification, score, band, urgency, agent, agent_name, assigned_at, disposition, disposition_reason, disposition_at, revision)
        WHERE lead.lead_id = t.id
        RETURNING lead.lead_id, lead.status, lead.source_id, lead.agent_id, lead.agent_name, lead.assigned_at, lead.updated_at
        """;

    private readonly Dictionary<Guid, LeadState> _leads = [];
    private readonly Dictionary<Guid, LeadSignal> _received = [];
    private readonly List<ReceivedEvent> _timeline = [];

    /// <summary>Leads that change.</summary>
    public int Count => _leads.Count;

    public Guid[] LeadIds() => [.. _leads.Keys];

    public void Add(ReceivedEvent one)
    {
        if (one.Type == LeadEvents.Received)
        {
            var received = one.DataAs(EventJson.Default.LeadReceived);
            _received[one.LeadId] = new LeadSignal(one.LeadId, LeadStatus.Received, received.SourceId, null, null, null, one.Time);
            return;
        }

        if (!_leads.TryGetValue(one.LeadId, out var lead))
            _leads.Add(one.LeadId, lead = new LeadState(one.LeadId));
        lead.Apply(one);
        _timeline.Add(one);
    }

    /// <summary>Signals of leads of which the batch says no more than that they were received: nothing to write, but screens want to know.</summary>
    public IEnumerable<LeadSignal> OnlyReceived() => _received.Values.Where(signal => !_leads.ContainsKey(signal.LeadId));

    public NpgsqlBatch ToBatch(NpgsqlConnection connection)
    {
        var leads = _leads.Values.ToArray();
        // In the order of their ids, so that two instances never wait for each other's rows.
        Array.Sort(leads, (a, b) => a.LeadId.CompareTo(b.LeadId));
        var batch = new NpgsqlBatch(connection);
        batch.Add(
            Update,
            Column(leads, lead => lead.LeadId),
            Column(leads, lead => lead.Status),
            Column(leads, lead => lead.At.UtcDateTime),
            Column(leads, lead => lead.QualificationJson),
            Column(leads, lead => (short?)lead.Qualification?.Score),
            Column(leads, lead => lead.Qualification?.Band),
            Column(leads, lead => lead.Qualification?.Urgency),
            Column(leads, lead => lead.Assigned?.AgentId),
            Column(leads, lead => lead.Assigned?.AgentName),
            Column(leads, lead => lead.AssignedAt?.UtcDateTime),
            Column(leads, lead => lead.Disposition?.Outcome),
            Column(leads, lead => lead.Disposition?.Reason),
            Column(leads, lead => lead.DispositionAt?.UtcDateTime),
            Column(leads, lead => lead.Revision));
        batch.Add(
            """
            INSERT INTO lead_event (lead_id, event_id, type, at, data)
            SELECT lead, id, type, at, data::jsonb FROM unnest($1, $2, $3, $4, $5) AS t (lead, id, type, at, data)
            WHERE EXISTS (SELECT FROM lead WHERE lead.lead_id = t.lead)
            ON CONFLICT DO NOTHING
            """,
            Column(_timeline, one => one.LeadId),
            Column(_timeline, one => one.Id),
            Column(_timeline, one => one.Type),
            Column(_timeline, one => one.Time.UtcDateTime),
            Column(_timeline, one => one.Data.GetRawText()));
        if (leads.Where(lead => lead.Disposition is not null).Select(lead => lead.LeadId).ToArray() is { Length: > 0 } worked)
            GraphBacklog.AddTo(batch, worked);
        return batch;
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }
}
