using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Outbox;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.Drills.Rebuilding;

/// <summary>
/// Puts into the outboxes again what waits for an event that no stream holds any more: after a restore the streams are newer than the databases, or gone, and are begun anew.
/// Leads that have their outcome need none. Each event is the same however often this runs, and an event that is still in an outbox is left to it.
/// </summary>
internal sealed class StreamRebuild(NpgsqlDataSource leads, NpgsqlDataSource backend)
{
    private const int BatchSize = 5_000;

    private const string LateDispositions =
        """
        SELECT DISTINCT ON (leg.lead_id) leg.lead_id, leg.agent_id, disposition.outcome, disposition.reason, disposition.set_at, disposition.disposition_id
        FROM disposition JOIN leg USING (leg_id) WHERE disposition.set_at > $1 AND NOT EXISTS (SELECT FROM outbox WHERE outbox.lead_id = leg.lead_id)
        ORDER BY leg.lead_id, disposition.set_at DESC
        """;

    private readonly EventOutbox _outbox = new(Options.Create(new OutboxOptions()));

    /// <param name="dispositionsSince">Dispositions that were set before this are taken as recorded.</param>
    /// <returns>How many events of each type were put into the outboxes.</returns>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(DateTimeOffset dispositionsSince, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var after = Guid.Empty;
        while (await UnfinishedLead.ReadAsync(leads, after, BatchSize, cancellationToken) is { Count: > 0 } batch)
        {
            after = batch[^1].LeadId;
            var outcomes = await KnownOutcome.ReadAsync(backend, [.. batch.Select(lead => lead.LeadId)], cancellationToken);
            await AppendAsync(leads, [.. batch.SelectMany(lead => EventsOf(lead, outcomes.ContainsKey(lead.LeadId)))], counts, cancellationToken);
            var told = batch.Where(lead => outcomes.TryGetValue(lead.LeadId, out var outcome) && (lead.Status != LeadStatus.Unmatched || outcome.Assigned is not null));
            await AppendAsync(backend, [.. told.Select(lead => outcomes[lead.LeadId].ToEvent())], counts, cancellationToken);
        }

        await AppendAsync(backend, await LateDispositionsAsync(dispositionsSince, cancellationToken), counts, cancellationToken);
        return counts;
    }

    private static IEnumerable<OutgoingEvent> EventsOf(UnfinishedLead lead, bool hasOutcome)
    {
        // Where Backend knows the outcome already, it is only the qualification that is missing here.
        if (lead.Status == LeadStatus.Received)
        {
            var data = new LeadReceived(lead.Line, lead.State, lead.PostalCode, lead.SourceId, lead.PublisherId);
            yield return OutgoingEvent.Create(LeadEvents.Received, lead.LeadId, data, EventJson.Default.LeadReceived, lead.ReceivedAt, EventId.From(lead.LeadId, LeadEvents.Received));
        }

        if (lead.Status == LeadStatus.Qualified && !hasOutcome && lead.Verdict is var (id, at, json))
        {
            var data = JsonSerializer.Deserialize(json, EventJson.Default.LeadQualified) ?? throw new JsonException("An event's data is null.");
            yield return OutgoingEvent.Create(LeadEvents.Qualified, lead.LeadId, data, EventJson.Default.LeadQualified, at, id);
        }
    }

    private async Task AppendAsync(NpgsqlDataSource database, IReadOnlyList<OutgoingEvent> events, SortedDictionary<string, int> counts, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await _outbox.AppendAsync(connection, transaction: null, events, cancellationToken);
        foreach (var type in events.CountBy(one => one.Type))
            counts[type.Key] = counts.GetValueOrDefault(type.Key) + type.Value;
    }

    /// <summary>Events of dispositions that Backend has and the lead does not.</summary>
    private async Task<IReadOnlyList<OutgoingEvent>> LateDispositionsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var set = new Dictionary<Guid, OutgoingEvent>();
        await using (var command = backend.CreateCommand(LateDispositions))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = since });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var data = new LeadDispositionSet(reader.GetGuid(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3));
                set[reader.GetGuid(0)] = OutgoingEvent.Create(
                    LeadEvents.DispositionSet, reader.GetGuid(0), data, EventJson.Default.LeadDispositionSet, reader.GetFieldValue<DateTimeOffset>(4), EventId.From(reader.GetGuid(5), LeadEvents.DispositionSet));
            }
        }

        await using var recorded = leads.CreateCommand("SELECT lead_id FROM lead WHERE lead_id = ANY($1) AND disposition_at >= $2");
        recorded.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. set.Keys] });
        recorded.Parameters.Add(new NpgsqlParameter { Value = since });
        await using var known = await recorded.ExecuteReaderAsync(cancellationToken);
        while (await known.ReadAsync(cancellationToken))
            set.Remove(known.GetGuid(0));
        return [.. set.Values];
    }
}
