using Npgsql;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>The one of all instances that follows for a shared index and works off rebuilds: it holds a lock of the database for as long as its connection lives.</summary>
internal sealed class SharedTurn(NpgsqlDataSource database) : IAsyncDisposable
{
    private const string Take = "SELECT pg_try_advisory_lock(hashtext('lead_vectors'))";
    private NpgsqlConnection? _connection;

    /// <returns>False while another instance has it.</returns>
    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            try
            {
                await using var ping = new NpgsqlCommand("SELECT 1", _connection);
                await ping.ExecuteNonQueryAsync(cancellationToken);
                return true;
            }
            catch (Exception)
            {
                // With the connection the lock is gone.
                await LetGoAsync();
                throw;
            }
        }

        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(Take, connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
                (_connection, connection) = (connection, null!);
            return _connection is not null;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await LetGoAsync();

    private async Task LetGoAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        try
        {
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtext('lead_vectors'))", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // It broke; so the lock went with it.
        }

        await connection.DisposeAsync();
    }
}
