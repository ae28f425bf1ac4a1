using LeadPlatform.Auditing;
using LeadPlatform.Backend.Identity.Revocation;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeadPlatform.Backend.Identity.Sessions;

/// <summary>The places where users are signed in: started by a sign-in, ended by the user, by an admin, or by disuse.</summary>
internal sealed class UserSessions(
    BackendDb db,
    Revoking revoking,
    AuditLog audit,
    IOpenIddictAuthorizationManager authorizations,
    IOpenIddictApplicationManager clients,
    IOptions<TokenOptions> tokens,
    TimeProvider time)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>How long an unused session lives: as the longest of what is kept of it, cookie or refresh token.</summary>
    public TimeSpan Idle => tokens.Value.Refresh > tokens.Value.Session ? tokens.Value.Refresh : tokens.Value.Session;

    /// <param name="entry">What the audit log says of it.</param>
    public async Task<UserSession> StartAsync(Guid userId, string device, AuditEntry entry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = new UserSession { SessionId = Guid.CreateVersion7(now), UserId = userId, Device = device, CreatedAt = now, AuthenticatedAt = now, SeenAt = now };
        db.Add(session);
        await audit.SaveAsync(db, entry with { ResourceId = session.SessionId.ToString() }, cancellationToken);
        return session;
    }

    /// <summary>A session that goes on, noted as seen.</summary>
    public async Task<UserSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = await Live(now).SingleOrDefaultAsync(s => s.SessionId == sessionId, cancellationToken);
        if (session is not null && session.SeenAt < now - SeenEvery)
        {
            session.SeenAt = now;
            await db.SaveChangesAsync(cancellationToken);
        }

        return session;
    }

    /// <summary>Most recently seen first.</summary>
    public Task<List<UserSession>> OfUserAsync(Guid userId, CancellationToken cancellationToken) =>
        Live(time.GetUtcNow()).Where(s => s.UserId == userId).OrderByDescending(s => s.SeenAt).AsNoTracking().ToListAsync(cancellationToken);

    public async Task ConfirmAsync(UserSession session, AuditEntry entry, CancellationToken cancellationToken)
    {
        session.AuthenticatedAt = session.SeenAt = time.GetUtcNow();
        await audit.SaveAsync(db, entry with { ResourceId = session.SessionId.ToString() }, cancellationToken);
    }

    /// <summary>What a client gets in a session stands under one authorization, so that it can be revoked together.</summary>
    public async Task<string> AuthorizeAsync(UserSession session, string clientId, IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        var client = await clients.FindByClientIdAsync(clientId, cancellationToken) ?? throw new InvalidOperationException("The client is not registered.");
        var descriptor = new OpenIddictAuthorizationDescriptor
        {
            ApplicationId = await clients.GetIdAsync(client, cancellationToken),
            CreationDate = time.GetUtcNow(),
            Status = Statuses.Valid,
            Subject = session.UserId.ToString(),
            Type = AuthorizationTypes.AdHoc,
        };
        descriptor.Scopes.UnionWith(scopes);
        var authorization = await authorizations.CreateAsync(descriptor, cancellationToken);
        var id = (await authorizations.GetIdAsync(authorization, cancellationToken))!;
        var authorizationId = Guid.Parse(id);
        await db.Database.ExecuteSqlAsync(
            $"update user_session set authorization_ids = array_append(authorization_ids, {authorizationId}) where session_id = {session.SessionId}", cancellationToken);
        return id;
    }

    /// <returns>False where the user has no such session.</returns>
    public async Task<bool> EndAsync(Guid userId, Guid sessionId, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await Live(now).SingleOrDefaultAsync(s => s.SessionId == sessionId && s.UserId == userId, cancellationToken) is not { } session)
            return false;
        session.EndedAt = now;
        await revoking.AuthorizationsAsync([.. session.AuthorizationIds], cancellationToken);
        await audit.SaveAsync(db, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Signs a user out everywhere, in the present transaction or in one of its own.</summary>
    public async Task EndAllAsync(Guid userId, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        var now = time.GetUtcNow();
        await db.Set<UserSession>().Where(s => s.UserId == userId && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        await revoking.AllOfUserAsync(userId, cancellationToken);
        await audit.AppendAsync(db, entry, cancellationToken);
        if (own is not null)
            await own.CommitAsync(cancellationToken);
    }

    /// <summary>Removes sessions that ended, or were not used for as long as they live.</summary>
    public Task<int> PruneAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (ended, seen) = (now - keep, now - keep - Idle);
        return db.Set<UserSession>().Where(s => s.EndedAt < ended || s.SeenAt < seen).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<UserSession> Live(DateTimeOffset now)
    {
        var seen = now - Idle;
        return db.Set<UserSession>().Where(s => s.EndedAt == null && s.SeenAt > seen);
    }
}
