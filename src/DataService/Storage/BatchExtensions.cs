using Npgsql;

namespace LeadPlatform.DataService.Storage;

internal static class BatchExtensions
{
    /// <summary>Adds a statement whose parameters are $1, $2 … in order, each an array.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<Array> columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column });
        batch.BatchCommands.Add(command);
    }

    /// <summary>Adds a statement without parameters.</summary>
    public static void Add(this NpgsqlBatch batch, string sql) => batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
}
