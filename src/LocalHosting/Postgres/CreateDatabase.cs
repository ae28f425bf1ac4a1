using Aspire.Hosting.Supervision;
using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>Creates the database where it does not exist.</summary>
internal sealed class CreateDatabase(PostgresDatabaseResource database) : ISetupStep
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await PostgresConnection.OpenAsync(database.Parent, cancellationToken);
            await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database.DatabaseName } } };
            if (await find.ExecuteScalarAsync(cancellationToken) is not null)
                return;

            var quoted = $"\"{database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
#pragma warning disable CA2100 // A name can't be a parameter; it is quoted.
            await using var create = new NpgsqlCommand($"CREATE DATABASE {quoted}", connection);
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new DistributedApplicationException($"Database '{database.DatabaseName}' of '{database.Parent.Name}' can't be created: {e.Message}", e);
        }
    }
}
