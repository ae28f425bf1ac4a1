using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace LeadPlatform.Deploy.Tests.Schemas;

/// <summary>The model that a version had, as its last migration keeps it: reads and writes every table by the columns it knows.</summary>
internal static class OldModel
{
    public static async Task<IReadOnlyList<string>> FailuresAsync(DbContext db, string migration, string database)
    {
        var failures = new List<string>();
        await using var source = NpgsqlDataSource.Create(database);
        foreach (var table in Model(db, migration).GetRelationalModel().Tables.Where(table => !table.IsExcludedFromMigrations))
        {
            var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
            // The database makes these itself.
            var given = table.Columns.Where(column => column.DefaultValueSql is null && column.ComputedColumnSql is null && !IsIdentity(column)).ToList();
            var insert = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", given.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", given.Select(Value))})";
            foreach (var sql in new[] { $"SELECT {columns} FROM \"{table.Name}\" LIMIT 1", insert })
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                try
                {
                    // Rows that others refer to are not there; that they must be is no matter of the schema's age.
                    await using var command = new NpgsqlCommand($"SET LOCAL session_replication_role = replica; {sql}", connection, transaction);
                    await command.ExecuteNonQueryAsync();
                }
                catch (PostgresException exception)
                {
                    failures.Add($"{sql}: {exception.MessageText}");
                }
            }
        }

        return failures;
    }

    private static IModel Model(DbContext db, string migration)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        var made = assembly.CreateMigration(assembly.Migrations[migration], db.Database.ProviderName!);
        return db.GetService<IModelRuntimeInitializer>().Initialize(made.TargetModel, designTime: true);
    }

    private static bool IsIdentity(IColumn column) => column.PropertyMappings.Any(mapping => mapping.Property.ValueGenerated == ValueGenerated.OnAdd && mapping.Property.ClrType != typeof(Guid) && mapping.Property.ClrType != typeof(string));

    private static string Value(IColumn column) => column.StoreType switch
    {
        "uuid" => "gen_random_uuid()",
        "boolean" => "false",
        "character(1)" => "'N'",
        "bytea" => "''::bytea",
        "jsonb" => "'{}'::jsonb",
        var type when type.EndsWith("[]", StringComparison.Ordinal) => $"'{{}}'::{type}",
        var type when type.StartsWith("timestamp", StringComparison.Ordinal) => "now()",
        var type when type.StartsWith("date", StringComparison.Ordinal) => "current_date",
        var type when type.StartsWith("time", StringComparison.Ordinal) => "'09:00'",
        var type when type.StartsWith("interval", StringComparison.Ordinal) => "'1 hour'",
        var type when type.StartsWith("text", StringComparison.Ordinal) || type.StartsWith("char", StringComparison.Ordinal) => "'NY'",
        _ => "1",
    };
}
