using LeadPlatform.ServiceDefaults.Callers;
using Npgsql;

namespace LeadPlatform.Backend.Identity.Revocation;

/// <summary>The revoked access tokens in the database. Those that have expired are nobody's concern, so there are few.</summary>
internal sealed class RevokedTokenTable(NpgsqlDataSource database, TimeProvider time) : IRevokedTokenReader
{
    public async ValueTask<IReadOnlyList<Guid>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select id from oauth_token where status = 'revoked' and type like '%access_token' and expiration_date > $1");
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetGuid(0));
        return found;
    }
}
