using Npgsql;

namespace LeadPlatform.Backend.Assignments;

/// <summary>
/// One transaction that holds the assignment lock: between reading the counters and writing them nobody else assigns, in any instance,
/// so a capacity can't be used twice.
/// </summary>
internal sealed class AssignmentSession : IAsyncDisposable
{
    internal const long Lock = 0x4c50_6173_7369_676e;

    // The second setting ends the session of an instance that hangs with the lock in hand.
    private const string BeginSql =
        """
        select set_config('idle_in_transaction_session_timeout', '15s', true), pg_advisory_xact_lock(@lock);
        select lead_id from leg where lead_id = any(@leads) union all select lead_id from unmatched_lead where lead_id = any(@leads)
            union all select lead_id from stopped_lead where lead_id = any(@leads);
        select version from roster_version;
        select agent_id, virtual_time, on_board from agent_turn;
        select agent_id, day, assigned from agent_day where day >= @since;
        select state, line, virtual_time from turn_clock;
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private AssignmentSession(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public NpgsqlConnection Connection => _connection;

    public NpgsqlTransaction Transaction => _transaction;

    public required AssignmentBoard Board { get; init; }

    /// <summary>Those of the asked leads that have their outcome already, or get none because they were stopped.</summary>
    public required IReadOnlySet<Guid> Known { get; init; }

    public required DateTimeOffset Now { get; init; }

    public static async Task<AssignmentSession> BeginAsync(
        NpgsqlDataSource database, RosterTables rosters, Guid[] leads, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (known, version, state) = await ReadAsync(connection, transaction, leads, time.GetUtcNow(), cancellationToken);
            var roster = await rosters.AtAsync(version, connection, cancellationToken);
            // After the lock, which may have taken a while: an agent's day or shift may have ended in it.
            var now = time.GetUtcNow();
            return new AssignmentSession(connection, transaction) { Board = new AssignmentBoard(roster, state, now), Known = known, Now = now };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<(HashSet<Guid> Known, long Version, BoardState State)> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] leads, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(BeginSql, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<long>("lock", Lock));
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("leads", leads));
        command.Parameters.Add(new NpgsqlParameter<DateOnly>("since", DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);

        var known = new HashSet<Guid>();
        await EachRowAsync(reader, row => known.Add(row.GetGuid(0)), cancellationToken);
        long version = 0;
        await EachRowAsync(reader, row => version = row.GetInt64(0), cancellationToken);
        var turns = new Dictionary<Guid, Turn>();
        await EachRowAsync(reader, row => turns[row.GetGuid(0)] = new Turn(row.GetDouble(1), row.GetBoolean(2)), cancellationToken);
        var assigned = new Dictionary<(Guid, DateOnly), int>();
        await EachRowAsync(reader, row => assigned[(row.GetGuid(0), row.GetFieldValue<DateOnly>(1))] = row.GetInt32(2), cancellationToken);
        var clocks = new Dictionary<StateLine, double>();
        await EachRowAsync(reader, row => clocks[new StateLine(row.GetString(0), row.GetString(1))] = row.GetDouble(2), cancellationToken);
        return (known, version, new BoardState(turns, assigned, clocks));
    }

    /// <summary>Reads the next result; the first, of the lock, has nothing to tell.</summary>
    private static async Task EachRowAsync(NpgsqlDataReader reader, Action<NpgsqlDataReader> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            read(reader);
    }
}
