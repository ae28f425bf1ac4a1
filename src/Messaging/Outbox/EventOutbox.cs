using System.Threading.Channels;
using LeadPlatform.Messaging.Events;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.Messaging.Outbox;

/// <summary>
/// The transactional outbox: <see cref="AppendAsync"/> inside the transaction that changes the state, <see cref="Committed"/> after its commit.
/// An event that was appended and committed is published, whatever happens after.
/// </summary>
public sealed class EventOutbox(IOptions<OutboxOptions> options)
{
    /// <summary>Appends with arrays; for statements that write state and events in one round trip.</summary>
    public const string InsertFromArrays =
        "INSERT INTO outbox (id, lead_id, type, body, trace_parent) SELECT * FROM unnest(@outbox_id, @outbox_lead_id, @outbox_type, @outbox_body, @outbox_trace_parent)";

    private readonly Channel<OutgoingEvent> _committed = Channel.CreateBounded<OutgoingEvent>(new BoundedChannelOptions(options.Value.Capacity) { SingleReader = true });

    internal ChannelReader<OutgoingEvent> Handed => _committed.Reader;

    public async Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;
        await using var command = new NpgsqlCommand(InsertFromArrays, connection, transaction);
        AddParameters(command, events);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds the parameters of <see cref="InsertFromArrays"/>.</summary>
    public static void AddParameters(NpgsqlCommand command, IReadOnlyList<OutgoingEvent> events)
    {
        var (ids, leads, types, bodies, traces) = (new Guid[events.Count], new Guid[events.Count], new string[events.Count], new byte[events.Count][], new string?[events.Count]);
        for (var i = 0; i < events.Count; i++)
            (ids[i], leads[i], types[i], bodies[i], traces[i]) = (events[i].Id, events[i].LeadId, events[i].Type, events[i].Body, events[i].TraceParent);
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("outbox_id", ids));
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("outbox_lead_id", leads));
        command.Parameters.Add(new NpgsqlParameter<string[]>("outbox_type", types));
        command.Parameters.Add(new NpgsqlParameter<byte[][]>("outbox_body", NpgsqlDbType.Array | NpgsqlDbType.Bytea) { TypedValue = bodies });
        command.Parameters.Add(new NpgsqlParameter<string?[]>("outbox_trace_parent", NpgsqlDbType.Array | NpgsqlDbType.Text) { TypedValue = traces });
    }

    /// <summary>
    /// Hands events of a committed transaction to the relay, which publishes them at once. Never waits: where the relay can't keep up
    /// (NATS is away, say) they stay in the table, and the sweep publishes them later.
    /// </summary>
    public void Committed(OutgoingEvent one) => _committed.Writer.TryWrite(one);

    /// <inheritdoc cref="Committed(OutgoingEvent)"/>
    public void Committed(IReadOnlyList<OutgoingEvent> events)
    {
        foreach (var one in events)
        {
            if (!_committed.Writer.TryWrite(one))
                return;
        }
    }
}
