using Npgsql;

namespace LeadPlatform.DataService.Storage;

/// <summary>Lets one instance at a time do a job. The lock lives as long as its connection: who dies with it in hand leaves nothing behind.</summary>
internal sealed class JobLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private JobLock(NpgsqlConnection connection) => _connection = connection;

    /// <returns>Null where another instance does the job.</returns>
    public static async Task<JobLock?> TryTakeAsync(NpgsqlDataSource database, string job, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"job {job}" });
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
                return new JobLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // A pooled connection would hold it on.
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", _connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and its lock with it.
        }

        await _connection.DisposeAsync();
    }
}
