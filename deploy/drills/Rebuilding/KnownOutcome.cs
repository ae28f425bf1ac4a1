using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Events;
using Npgsql;

namespace LeadPlatform.Drills.Rebuilding;

/// <summary>What database <c>backend</c> has decided about a lead: an agent, or that nobody could take it.</summary>
internal sealed record KnownOutcome(Guid LeadId, DateTimeOffset At, LeadAssigned? Assigned, string? UnmatchedReason)
{
    private const string Sql =
        """
        SELECT leg.lead_id, leg.assigned_at, leg.leg_id, leg.agent_id, agent.name, NULL
        FROM leg JOIN agent USING (agent_id) WHERE leg.lead_id = ANY($1) AND NOT EXISTS (SELECT FROM outbox WHERE outbox.lead_id = leg.lead_id)
        UNION ALL
        SELECT lead_id, since, NULL, NULL, NULL, reason
        FROM unmatched_lead WHERE lead_id = ANY($1) AND NOT EXISTS (SELECT FROM leg WHERE leg.lead_id = unmatched_lead.lead_id)
            AND NOT EXISTS (SELECT FROM outbox WHERE outbox.lead_id = unmatched_lead.lead_id)
        """;

    /// <summary>The event that tells it; the same one each time.</summary>
    public OutgoingEvent ToEvent() => Assigned is not null
        ? OutgoingEvent.Create(LeadEvents.Assigned, LeadId, Assigned, EventJson.Default.LeadAssigned, At, EventId.From(Assigned.LegId, LeadEvents.Assigned))
        : OutgoingEvent.Create(LeadEvents.Unmatched, LeadId, new LeadUnmatched(UnmatchedReason!), EventJson.Default.LeadUnmatched, At, EventId.From(LeadId, LeadEvents.Unmatched));

    public static async Task<Dictionary<Guid, KnownOutcome>> ReadAsync(NpgsqlDataSource backend, Guid[] leads, CancellationToken cancellationToken)
    {
        await using var command = backend.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = leads });
        var found = new Dictionary<Guid, KnownOutcome>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var assigned = reader.IsDBNull(2) ? null : new LeadAssigned(reader.GetGuid(2), reader.GetGuid(3), reader.GetString(4));
            found[reader.GetGuid(0)] = new KnownOutcome(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), assigned, reader.IsDBNull(5) ? null : reader.GetString(5));
        }

        return found;
    }
}
