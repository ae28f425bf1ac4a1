using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.Auditing;

/// <summary>
/// Writes the audit log of this service's database. In a handler of an endpoint that says <c>.Audited("agent.create")</c>:
/// <code>await audit.SaveAsync(db, http.Audit("agent", agent.AgentId), cancellationToken);</code>
/// in place of <c>db.SaveChangesAsync</c>, or <see cref="AppendAsync(NpgsqlConnection, NpgsqlTransaction?, AuditEntry, CancellationToken)"/> in a transaction of one's own: the write and
/// its entry are committed together or not at all. What is not written in this database (a message discarded, a file exported) is written first by
/// <see cref="WriteAsync"/>, so that nothing is done unseen.
/// </summary>
public sealed class AuditLog(NpgsqlDataSource database)
{
    private const int MaxDetail = 500;

    private const string Insert =
        "INSERT INTO audit (audit_id, actor, role, origin, request_id, action, resource, resource_id, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    /// <summary>Writes one in a transaction of its own.</summary>
    public async Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await AppendAsync(connection, null, entry, cancellationToken);
    }

    /// <summary>Writes one in the transaction of what it tells of.</summary>
    public async Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        foreach (var text in (string?[])[entry.Actor, entry.Role, entry.Origin, entry.RequestId, entry.Action, entry.Resource, entry.ResourceId, Short(entry.Detail)])
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = text ?? (object)DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
        AuditInstruments.Entries.Add(1, new KeyValuePair<string, object?>("action", entry.Action));
    }

    /// <summary>Writes one in the context's present transaction.</summary>
    /// <exception cref="InvalidOperationException">It has begun none.</exception>
    public Task AppendAsync(DbContext context, AuditEntry entry, CancellationToken cancellationToken) => context.Database.CurrentTransaction is { } transaction
        ? AppendAsync((NpgsqlConnection)context.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction(), entry, cancellationToken)
        : throw new InvalidOperationException("An entry of the audit log is written in the transaction of what it tells of: begin one.");

    /// <summary>Saves the context's changes together with the entry that tells of them; in its present transaction, which stays open, or in one of their own.</summary>
    public async Task SaveAsync(DbContext context, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var own = context.Database.CurrentTransaction is null ? await context.Database.BeginTransactionAsync(cancellationToken) : null;
        await context.SaveChangesAsync(cancellationToken);
        await AppendAsync(context, entry, cancellationToken);
        if (own is not null)
            await own.CommitAsync(cancellationToken);
    }

    private static string? Short(string? detail) => detail?.Length > MaxDetail ? detail[..MaxDetail] : detail;
}
