using Npgsql;

namespace LeadPlatform.Backend.Assignments;

internal sealed record NewLeg(Guid LegId, Guid LeadId, Guid AgentId, StateLine For);

internal sealed record NewUnmatched(Guid LeadId, StateLine For, string Reason);

/// <summary>What a batch writes, as arrays, in one round trip.</summary>
internal static class AssignmentRows
{
    private const string LegSql =
        """
        insert into leg (leg_id, lead_id, agent_id, state, line, assigned_at)
        select leg_id, lead_id, agent_id, state, line, $6 from unnest($1, $2, $3, $4, $5) as row (leg_id, lead_id, agent_id, state, line)
        """;

    private const string CloseSql = "update unmatched_lead set closed_at = $2 where lead_id = any($1) and closed_at is null";

    private const string UnmatchedSql =
        """
        insert into unmatched_lead (lead_id, state, line, reason, since)
        select lead_id, state, line, reason, $5 from unnest($1, $2, $3, $4) as row (lead_id, state, line, reason)
        """;

    private const string DaySql =
        """
        insert into agent_day (agent_id, day, assigned) select * from unnest($1, $2, $3)
        on conflict (agent_id, day) do update set assigned = agent_day.assigned + excluded.assigned
        """;

    private const string TurnSql =
        """
        insert into agent_turn (agent_id, virtual_time, on_board) select * from unnest($1, $2, $3)
        on conflict (agent_id) do update set virtual_time = excluded.virtual_time, on_board = excluded.on_board
        """;

    private const string ClockSql =
        """
        insert into turn_clock (state, line, virtual_time) select * from unnest($1, $2, $3)
        on conflict (state, line) do update set virtual_time = excluded.virtual_time
        """;

    public static async Task WriteAsync(AssignmentSession session, List<NewLeg> legs, List<NewUnmatched> unmatched, bool retried, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(session.Connection, session.Transaction);
        if (legs.Count > 0)
            Add(batch, LegSql, Column(legs, l => l.LegId), Column(legs, l => l.LeadId), Column(legs, l => l.AgentId), Column(legs, l => l.For.State), Column(legs, l => l.For.Line), session.Now);
        if (legs.Count > 0 && retried)
            Add(batch, CloseSql, Column(legs, l => l.LeadId), session.Now);
        if (unmatched.Count > 0)
            Add(batch, UnmatchedSql, Column(unmatched, l => l.LeadId), Column(unmatched, l => l.For.State), Column(unmatched, l => l.For.Line), Column(unmatched, l => l.Reason), session.Now);
        AddBoard(batch, session.Board);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddBoard(NpgsqlBatch batch, AssignmentBoard board)
    {
        if (board.Added.ToList() is { Count: > 0 } days)
            Add(batch, DaySql, Column(days, d => d.AgentId), Column(days, d => d.Day), Column(days, d => d.Added));
        if (board.ChangedTurns.ToList() is { Count: > 0 } turns)
            Add(batch, TurnSql, Column(turns, t => t.AgentId), Column(turns, t => t.Turn.VirtualTime), Column(turns, t => t.Turn.OnBoard));
        if (board.MovedClocks.ToList() is { Count: > 0 } clocks)
            Add(batch, ClockSql, Column(clocks, c => c.For.State), Column(clocks, c => c.For.Line), Column(clocks, c => c.VirtualTime));
    }

    private static T[] Column<TRow, T>(List<TRow> rows, Func<TRow, T> value) => [.. rows.Select(value)];

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
