using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.DataService.Storage;

/// <summary>How far a job has come that goes through all leads by their ids, so that it goes on where it stood, on whatever instance.</summary>
internal sealed class JobProgress
{
    /// <summary>Of the job.</summary>
    public required string Name { get; set; }

    /// <summary>The last lead it is done with; empty at the start.</summary>
    public Guid Position { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null while it has leads before it.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    private const string BeginSql =
        """
        INSERT INTO job_progress (name, position, started_at) VALUES ($1, '00000000-0000-0000-0000-000000000000', $2)
        ON CONFLICT (name) DO UPDATE SET name = job_progress.name RETURNING position, started_at, ended_at
        """;

    /// <summary>Finds the job, or begins it.</summary>
    public static async Task<JobProgress> BeginAsync(NpgsqlDataSource database, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(BeginSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new JobProgress
        {
            Name = name,
            Position = reader.GetGuid(0),
            StartedAt = reader.GetFieldValue<DateTimeOffset>(1),
            EndedAt = await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(2),
        };
    }

    /// <summary>Adds to a batch that the job has come so far.</summary>
    public static void AddMove(NpgsqlBatch batch, string name, Guid position) => batch.BatchCommands.Add(
        new NpgsqlBatchCommand("UPDATE job_progress SET position = $2 WHERE name = $1 AND position < $2")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = name }, new NpgsqlParameter<Guid> { TypedValue = position } },
        });

    /// <summary>Removes what is noted of all jobs whose names begin alike but one.</summary>
    public static async Task ForgetOthersAsync(NpgsqlDataSource database, string prefix, string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM job_progress WHERE starts_with(name, $1) AND name <> $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = prefix });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task EndAsync(NpgsqlDataSource database, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("UPDATE job_progress SET ended_at = $2 WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
