using Npgsql;

namespace LeadPlatform.TestHost;

/// <summary>What a service must not be able to do on its own connection, whoever gets hold of it.</summary>
public static class ServicePowers
{
    private static readonly string[] Forbidden =
    [
        "UPDATE audit SET actor = 'somebody else'", "DELETE FROM audit", "TRUNCATE audit", "DROP TABLE audit", "ALTER TABLE audit DISABLE TRIGGER USER", "ALTER TABLE audit DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_keep ON audit", "CREATE OR REPLACE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "SET session_replication_role = replica",
        "UPDATE audit_head SET position = 0", "DELETE FROM audit_head", "TRUNCATE audit_head", "INSERT INTO audit_head (position, hash) VALUES (0, '')", "DROP TABLE audit_head CASCADE",
        "INSERT INTO audit (audit_id, actor, role, action, resource, position, hash) VALUES (gen_random_uuid(), 'a', 'admin', 'x.y', 'x', 7, '')",
        "CREATE TABLE public.mine (id int)", "CREATE TEMPORARY TABLE mine (id int)", "CREATE SCHEMA mine", "ALTER TABLE outbox ADD COLUMN mine int", "TRUNCATE outbox", "CREATE INDEX ON outbox (id)",
        "DELETE FROM \"__EFMigrationsHistory\"", "CREATE ROLE mine", "ALTER ROLE CURRENT_USER SUPERUSER",
        "DO $$ BEGIN EXECUTE format('GRANT %I TO CURRENT_USER', (SELECT tableowner FROM pg_tables WHERE tablename = 'audit')); END $$",
        "DO $$ BEGIN EXECUTE format('SET ROLE %I', (SELECT tableowner FROM pg_tables WHERE tablename = 'audit')); END $$",
    ];

    /// <summary>Tries all of it, each in a transaction that is rolled back.</summary>
    /// <returns>What was not refused for want of the privilege, with what was answered instead; empty as it must be.</returns>
    public static async Task<IReadOnlyList<string>> NotRefusedAsync(NpgsqlDataSource service, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        await using var connection = await service.OpenConnectionAsync(cancellationToken);
        foreach (var sql in Forbidden)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
#pragma warning disable CA2100 // The statements stand above.
            await using var command = new NpgsqlCommand(sql, connection, transaction);
#pragma warning restore CA2100
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
                wrong.Add($"{sql}: done");
            }
            catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                // As it must be.
            }
            catch (PostgresException other)
            {
                wrong.Add($"{sql}: {other.MessageText}");
            }
        }

        return wrong;
    }
}
