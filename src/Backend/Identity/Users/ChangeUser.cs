using System.Security.Claims;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Answer = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<LeadPlatform.Backend.Identity.Users.UserView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace LeadPlatform.Backend.Identity.Users;

/// <summary>What an admin does to a user: each is one transaction, holds only for the version that was read where <c>If-Match</c> says so, and stands in the audit log.</summary>
internal static class ChangeUser
{
    private const long AdminsLock = 0x4c50_6164_6d69_6e73;

    public static string ETagOf(User user) => $"\"{user.ConcurrencyStamp}\"";

    public static Task<Answer> PatchAsync(Guid id, UserChange change, [AsParameters] UserCalls calls, CancellationToken cancellationToken) =>
        RunAsync(id, calls, async user =>
        {
            var errors = new List<FieldError>();
            var role = change.Role ?? user.Role;
            var (agentId, publisherId) = role == user.Role ? (change.AgentId ?? user.AgentId, change.PublisherId ?? user.PublisherId) : (change.AgentId, change.PublisherId);
            if (change.Name is not null)
                UserRules.CheckName(change.Name, errors);
            await UserRules.CheckRoleAsync(calls.Db, role, agentId, publisherId, errors, cancellationToken);
            if (errors.Count > 0)
                return (Problem.Validation(errors), null);
            if (role != user.Role && await LastAdminAsync(user, calls, cancellationToken) is { } refused)
                return (refused, null);

            var detail = string.Join(", ", Changed(user, change, role));
            var reach = (user.Role, user.AgentId, user.PublisherId);
            (user.Name, user.Role, user.AgentId, user.PublisherId) = (change.Name?.Trim() ?? user.Name, role, agentId, publisherId);
            // Their tokens say what they were allowed before.
            if (reach != (role, agentId, publisherId))
                await calls.Revoking.AccessOfUserAsync(user.Id, cancellationToken);
            return (null, detail);
        }, cancellationToken);

    public static Task<Answer> DisableAsync(Guid id, [AsParameters] UserCalls calls, ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        RunAsync(id, calls, async user =>
        {
            if (caller.Caller().Subject == user.Id.ToString())
                return (Problem.Conflict("own_account", "Another admin must disable you."), null);
            if (await LastAdminAsync(user, calls, cancellationToken) is { } refused)
                return (refused, null);
            user.Disabled = true;
            await calls.Sessions.EndAllAsync(user.Id, calls.Http.AuditAs("session.end-all", "user", user.Id), cancellationToken);
            return (null, null);
        }, cancellationToken, endEverything: true);

    public static Task<Answer> EnableAsync(Guid id, [AsParameters] UserCalls calls, CancellationToken cancellationToken) =>
        RunAsync(id, calls, user =>
        {
            (user.Disabled, user.LockoutEnd, user.AccessFailedCount) = (false, null, 0);
            return Task.FromResult<(ProblemHttpResult?, string?)>((null, null));
        }, cancellationToken);

    /// <summary>For whom lost phone, recovery codes and passkeys: they sign in with the password alone, and are told.</summary>
    public static Task<Answer> ResetSecondFactorAsync(Guid id, [AsParameters] UserCalls calls, CancellationToken cancellationToken) =>
        RunAsync(id, calls, async user =>
        {
            user.TwoFactorEnabled = false;
            await calls.Db.UserTokens.Where(t => t.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
            await calls.Db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
            await calls.Sessions.EndAllAsync(user.Id, calls.Http.AuditAs("session.end-all", "user", user.Id), cancellationToken);
            if (user.PasswordHash is not null)
                await calls.Mails.TellAsync(user, "An administrator removed your authenticator app, recovery codes and passkeys. Set them up again after you sign in.", cancellationToken);
            return (null, null);
        }, cancellationToken, endEverything: true);

    public static Task<Answer> InviteAgainAsync(Guid id, [AsParameters] UserCalls calls, CancellationToken cancellationToken) =>
        RunAsync(id, calls, async user =>
        {
            if (user.PasswordHash is not null || user.Disabled)
                return (Problem.Conflict("not_invited", "The user has accepted the invitation, or is disabled."), null);
            await calls.Mails.InviteAsync(user, cancellationToken);
            return (null, null);
        }, cancellationToken);

    private static async Task<Answer> RunAsync(
        Guid id, UserCalls calls, Func<User, Task<(ProblemHttpResult? Refusal, string? Detail)>> change, CancellationToken cancellationToken, bool endEverything = false)
    {
        if (!IfMatch.TryRead(calls.Http.Request, out var expected))
            return IfMatch.Unreadable();
        await using var transaction = await calls.Db.Database.BeginTransactionAsync(cancellationToken);
        // One at a time, so that two admins can't take each other's role and leave none.
        await calls.Db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdminsLock})", cancellationToken);
        if (await calls.Db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user)
            return Problem.NotFound("user");
        if (!expected.Allows(ETagOf(user)))
            return IfMatch.Changed("user");
        var (refusal, detail) = await change(user);
        if (refusal is not null)
            return refusal;
        // A new stamp ends cookies, codes and refresh tokens.
        var saved = endEverything ? await calls.Users.UpdateSecurityStampAsync(user) : await calls.Users.UpdateAsync(user);
        if (!saved.Succeeded)
            return IfMatch.Changed("user");
        await calls.Audit.AppendAsync(calls.Db, calls.Http.Audit("user", user.Id, detail), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        calls.Http.Response.Headers.ETag = ETagOf(user);
        return TypedResults.Ok(UserView.Of(user, calls.Time.GetUtcNow()));
    }

    private static async Task<ProblemHttpResult?> LastAdminAsync(User user, UserCalls calls, CancellationToken cancellationToken) =>
        user.Role == Roles.Admin && !await calls.Db.Users.AnyAsync(u => u.Role == Roles.Admin && !u.Disabled && u.PasswordHash != null && u.Id != user.Id, cancellationToken)
            ? Problem.Conflict("last_admin", "There must be another admin before this one goes.")
            : null;

    private static IEnumerable<string> Changed(User user, UserChange change, string role)
    {
        if (change.Name is not null)
            yield return "name";
        if (role != user.Role)
            yield return $"role {user.Role} to {role}";
        if (change.AgentId is not null || change.PublisherId is not null)
            yield return "whom they act for";
    }
}
