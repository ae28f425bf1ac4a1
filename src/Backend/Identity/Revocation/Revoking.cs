using LeadPlatform.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Identity.Revocation;

/// <summary>Revokes tokens, in the caller's transaction where there is one. Services refuse them within seconds (<c>Identity:RevocationInterval</c>).</summary>
internal sealed class Revoking(BackendDb db)
{
    /// <summary>Everything of a user: nothing they signed in with goes on.</summary>
    public async Task AllOfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        var subject = userId.ToString();
        await db.Database.ExecuteSqlAsync($"update oauth_authorization set status = 'revoked' where subject = {subject} and status <> 'revoked'", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update oauth_token set status = 'revoked' where subject = {subject} and status <> 'revoked'", cancellationToken);
    }

    /// <summary>The access tokens of a user, which say what the user was allowed: whoever holds a refresh token gets one that says what is true now.</summary>
    public Task AccessOfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        var subject = userId.ToString();
        return db.Database.ExecuteSqlAsync(
            $"update oauth_token set status = 'revoked' where subject = {subject} and status <> 'revoked' and type like '%access_token'", cancellationToken);
    }

    /// <summary>Everything that came of some authorizations.</summary>
    public async Task AuthorizationsAsync(Guid[] authorizationIds, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"update oauth_authorization set status = 'revoked' where id = any ({authorizationIds})", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update oauth_token set status = 'revoked' where authorization_id = any ({authorizationIds}) and status <> 'revoked'", cancellationToken);
    }
}
