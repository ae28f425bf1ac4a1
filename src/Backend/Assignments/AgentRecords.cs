using LeadPlatform.Contracts.Leads;
using Npgsql;

namespace LeadPlatform.Backend.Assignments;

/// <summary>
/// What agents have made of leads, kept in memory for half a minute: who is good at something changes in weeks, and assignment has no time to read it for every batch.
/// </summary>
internal sealed class AgentRecords(TimeProvider time)
{
    /// <summary>For the migration: what the dispositions of before say.</summary>
    public const string CountStored =
        """
        insert into agent_record (agent_id, state, line, bound, lost)
        select agent_id, state, line, count(*) filter (where outcome = 'bound'), count(*) filter (where outcome = 'lost')
        from (select distinct on (leg_id) leg_id, outcome from disposition order by leg_id, set_at desc, disposition_id desc) as newest join leg using (leg_id)
        where outcome in ('bound', 'lost') group by agent_id, state, line
        """;

    private const string ReadSql = "select agent_id, state, line, bound, lost from agent_record where bound > 0 or lost > 0";

    private const string CountSql =
        """
        insert into agent_record (agent_id, state, line, bound, lost) select agent_id, state, line, greatest($2, 0), greatest($3, 0) from leg where leg_id = $1
        on conflict (agent_id, state, line) do update set bound = greatest(agent_record.bound + $2, 0), lost = greatest(agent_record.lost + $3, 0)
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private volatile Read? _kept;

    public static IReadOnlyDictionary<(Guid AgentId, StateLine For), WinRecord> None { get; } = new Dictionary<(Guid, StateLine), WinRecord>();

    /// <summary>As it stood at most 30 s ago.</summary>
    public async ValueTask<IReadOnlyDictionary<(Guid AgentId, StateLine For), WinRecord>> CurrentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_kept is { } kept && time.GetElapsedTime(kept.At) < Kept)
            return kept.Records;
        var (at, records) = (time.GetTimestamp(), new Dictionary<(Guid, StateLine), WinRecord>());
        await using var command = new NpgsqlCommand(ReadSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            records[(reader.GetGuid(0), new StateLine(reader.GetString(1), reader.GetString(2)))] = new WinRecord(reader.GetInt32(3), reader.GetInt32(4));
        _kept = new Read(at, records);
        return records;
    }

    /// <summary>Counts a disposition, and no longer the one it takes the place of.</summary>
    public static async Task CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid legId, string? before, string outcome, CancellationToken cancellationToken)
    {
        var bound = One(outcome, DispositionOutcome.Bound) - One(before, DispositionOutcome.Bound);
        var lost = One(outcome, DispositionOutcome.Lost) - One(before, DispositionOutcome.Lost);
        if ((bound, lost) == (0, 0))
            return;
        await using var command = new NpgsqlCommand(CountSql, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = legId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = bound });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = lost });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static int One(string? outcome, string wanted) => outcome == wanted ? 1 : 0;

    private sealed record Read(long At, IReadOnlyDictionary<(Guid AgentId, StateLine For), WinRecord> Records);
}
