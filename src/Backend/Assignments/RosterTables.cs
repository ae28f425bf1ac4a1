using LeadPlatform.Backend.Agents;
using NodaTime;
using Npgsql;

namespace LeadPlatform.Backend.Assignments;

/// <summary>
/// The agents as assignment sees them, kept as long as <c>roster_version</c> stands still: triggers count it up in the transaction of every
/// change to agents, licences and hours, whoever makes it, so what is kept is never behind what is committed.
/// </summary>
internal sealed class RosterTables
{
    /// <summary>For the migration.</summary>
    public const string CreateSql =
        """
        create table roster_version (only_row boolean primary key default true check (only_row), version bigint not null);
        insert into roster_version (version) values (1);
        create function count_roster_version() returns trigger language plpgsql as $$
        begin
            update roster_version set version = version + 1;
            return null;
        end $$;
        create trigger agent_changed after insert or update or delete or truncate on agent for each statement execute function count_roster_version();
        create trigger licence_changed after insert or update or delete or truncate on licence for each statement execute function count_roster_version();
        create trigger working_hours_changed after insert or update or delete or truncate on working_hours for each statement execute function count_roster_version();
        """;

    public const string DropSql =
        """
        drop trigger working_hours_changed on working_hours;
        drop trigger licence_changed on licence;
        drop trigger agent_changed on agent;
        drop function count_roster_version();
        drop table roster_version;
        """;

    private const string ReadSql =
        """
        select agent_id, state, line, expires_on from licence;
        select agent_id, day, from_time, to_time from working_hours;
        select agent_id, name, time_zone, daily_capacity, weight, available from agent order by agent_id;
        """;

    private volatile Roster? _kept;

    /// <param name="version">As read in the transaction of <paramref name="connection"/>.</param>
    public async ValueTask<Roster> AtAsync(long version, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _kept is { } kept && kept.Version == version ? kept : _kept = await ReadAsync(version, connection, cancellationToken);

    private static async Task<Roster> ReadAsync(long version, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var licences = await ListsAsync(reader, Licence, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var hours = await ListsAsync(reader, Hours, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var agents = new List<RosterAgent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            // A zone that tzdb has dropped since would stop everybody's leads: that agent's days are counted in UTC until somebody corrects it.
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(reader.GetString(2)) ?? DateTimeZone.Utc;
            agents.Add(new RosterAgent(
                id, reader.GetString(1), zone, reader.GetInt32(3), reader.GetInt32(4), reader.GetBoolean(5), hours.GetValueOrDefault(id, []), licences.GetValueOrDefault(id, [])));
        }

        return new Roster(version, agents);
    }

    private static RosterLicence Licence(NpgsqlDataReader row) =>
        new(new StateLine(string.Intern(row.GetString(1)), string.Intern(row.GetString(2))), row.GetFieldValue<DateOnly>(3));

    private static WorkingHours Hours(NpgsqlDataReader row) =>
        new() { Day = row.GetInt16(1), From = row.GetFieldValue<TimeOnly>(2), To = row.GetFieldValue<TimeOnly>(3) };

    private static async Task<Dictionary<Guid, List<T>>> ListsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<Guid, List<T>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!lists.TryGetValue(reader.GetGuid(0), out var list))
                lists.Add(reader.GetGuid(0), list = []);
            list.Add(read(reader));
        }

        return lists;
    }
}
