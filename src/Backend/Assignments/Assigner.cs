using System.Diagnostics;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Outbox;
using Npgsql;
using EventId = LeadPlatform.Messaging.Events.EventId;

namespace LeadPlatform.Backend.Assignments;

/// <summary>A lead that waits for an agent.</summary>
/// <param name="Cause">Event that made it wait: the same cause makes the same event, however often it comes.</param>
internal readonly record struct WaitingLead(Guid LeadId, StateLine For, Guid? Cause, ActivityContext Trace);

/// <summary>Assigns leads in batches: one transaction decides and writes legs, counters and events.</summary>
internal sealed partial class Assigner(NpgsqlDataSource database, RosterTables rosters, AgentRecords records, EventOutbox outbox, TimeProvider time, ILogger<Assigner> logger)
{
    private const string OpenSql =
        """
        select lead_id, state, line from unmatched_lead
        join unnest(@states, @lines) as served (state, line) using (state, line)
        where closed_at is null and since > @since order by since limit @limit
        """;

    /// <summary>Gives every lead its outcome; those that have one keep it.</summary>
    public async Task AssignAsync(IReadOnlyList<WaitingLead> leads, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var activity = BackendTelemetry.Activities.StartActivity("assign leads");
        await using var session = await AssignmentSession.BeginAsync(database, rosters, records, [.. leads.Select(l => l.LeadId)], time, cancellationToken);
        var known = new HashSet<Guid>(session.Known);
        var batch = Decide(session, leads.Where(lead => known.Add(lead.LeadId)), retried: false);
        await WriteAsync(session, batch, retried: false, cancellationToken);

        activity?.SetTag("leads.assigned", batch.Legs.Count).SetTag("leads.unmatched", batch.Unmatched.Count);
        AssignmentInstruments.Duration.Record(time.GetElapsedTime(started).TotalSeconds);
        AssignmentInstruments.CountKnown(leads.Count - batch.Legs.Count - batch.Unmatched.Count);
        Log.Assigned(logger, batch.Legs.Count, batch.Unmatched.Count, leads.Count);
    }

    /// <summary>Tries the oldest unmatched leads for which somebody is due now.</summary>
    /// <returns>How many found an agent, and whether there may be more.</returns>
    public async Task<(int Assigned, bool More)> RetryAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        using var activity = BackendTelemetry.Activities.StartActivity("assign unmatched leads");
        await using var session = await AssignmentSession.BeginAsync(database, rosters, records, [], time, cancellationToken);
        var leads = await OldestAsync(session, since, limit, cancellationToken);
        var batch = Decide(session, leads, retried: true);
        await WriteAsync(session, batch, retried: true, cancellationToken);
        activity?.SetTag("leads.assigned", batch.Legs.Count);
        return (batch.Legs.Count, batch.Legs.Count > 0 && leads.Count == limit);
    }

    private static Batch Decide(AssignmentSession session, IEnumerable<WaitingLead> leads, bool retried)
    {
        var batch = new Batch([], [], []);
        foreach (var lead in leads)
        {
            var decision = session.Board.Decide(lead.For);
            if (decision.Agent is { } agent)
            {
                var legId = Guid.CreateVersion7(session.Now);
                batch.Legs.Add(new NewLeg(legId, lead.LeadId, agent.AgentId, lead.For));
                batch.Events.Add(Event(session, lead, LeadEvents.Assigned, new LeadAssigned(legId, agent.AgentId, agent.Name), EventJson.Default.LeadAssigned));
            }
            else if (!retried)
            {
                batch.Unmatched.Add(new NewUnmatched(lead.LeadId, lead.For, decision.UnmatchedReason!));
                batch.Events.Add(Event(session, lead, LeadEvents.Unmatched, new LeadUnmatched(decision.UnmatchedReason!), EventJson.Default.LeadUnmatched));
            }
        }

        return batch;
    }

    private static OutgoingEvent Event<T>(
        AssignmentSession session, WaitingLead lead, string type, T data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        OutgoingEvent.Create(type, lead.LeadId, data, json, session.Now, lead.Cause is { } cause ? EventId.From(cause, type) : null, lead.Trace);

    private async Task WriteAsync(AssignmentSession session, Batch batch, bool retried, CancellationToken cancellationToken)
    {
        await AssignmentRows.WriteAsync(session, batch.Legs, batch.Unmatched, retried, cancellationToken);
        await outbox.AppendAsync(session.Connection, session.Transaction, batch.Events, cancellationToken);
        await session.CommitAsync(cancellationToken);
        outbox.Committed(batch.Events);
        AssignmentInstruments.Count(batch.Legs, batch.Unmatched, retried, session.Now);
    }

    private static async Task<List<WaitingLead>> OldestAsync(AssignmentSession session, DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        var served = session.Board.Served.ToList();
        await using var command = new NpgsqlCommand(OpenSql, session.Connection, session.Transaction);
        command.Parameters.Add(new NpgsqlParameter<string[]>("states", [.. served.Select(s => s.State)]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("lines", [.. served.Select(s => s.Line)]));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("since", since));
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        var leads = new List<WaitingLead>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            leads.Add(new WaitingLead(reader.GetGuid(0), new StateLine(reader.GetString(1), reader.GetString(2)), null, Activity.Current?.Context ?? default));
        return leads;
    }

    private sealed record Batch(List<NewLeg> Legs, List<NewUnmatched> Unmatched, List<OutgoingEvent> Events);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2300, Level = LogLevel.Debug, Message = "Assigned {Assigned} leads, {Unmatched} unmatched, of a batch of {Count}")]
        public static partial void Assigned(ILogger logger, int assigned, int unmatched, int count);
    }
}
