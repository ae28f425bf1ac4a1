using Aspire.Hosting.Health;
using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>Healthy is a server that lets its user in and answers.</summary>
internal sealed class PostgresHealthProbe(PostgresServerResource server) : IHealthProbe
{
    public async Task<string?> CheckAsync(int replica, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await PostgresConnection.OpenAsync(server, cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return $"the data of '{server.Name}' was made with another password. Give that as --Parameters:{server.PasswordParameter.Name}, or start with --fresh, which deletes the data";
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return e.Message;
        }
    }
}
