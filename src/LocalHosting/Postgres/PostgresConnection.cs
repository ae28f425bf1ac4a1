using Npgsql;

namespace Aspire.Hosting.Postgres;

internal static class PostgresConnection
{
    private const int TimeoutSeconds = 3;

    public static async Task<NpgsqlConnection> OpenAsync(PostgresServerResource server, CancellationToken cancellationToken)
    {
        var text = await ((IResourceWithConnectionString)server).GetConnectionStringAsync(cancellationToken);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(text) { Database = "postgres", Pooling = false, Timeout = TimeoutSeconds }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
