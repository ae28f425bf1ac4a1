using System.Buffers.Text;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Identity.Users;

/// <summary><c>GET /v1/users</c>: newest first.</summary>
internal static class ListUsers
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static async Task<Results<Ok<Page<UserView>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] UserFilter filter, [AsParameters] UserCalls calls, CancellationToken cancellationToken)
    {
        var (before, errors) = Check(filter);
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);
        var limit = filter.Limit ?? DefaultLimit;
        var users = calls.Db.Users.AsNoTracking();
        if (before is { } id)
            users = users.Where(u => u.Id < id);
        if (filter.Role is { } role)
            users = users.Where(u => u.Role == role);
        if (filter.Disabled is { } disabled)
            users = users.Where(u => u.Disabled == disabled);
        var found = await users.OrderByDescending(u => u.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? Base64Url.EncodeToString(page[^1].Id.ToByteArray()) : null;
        return TypedResults.Ok(new Page<UserView>([.. page.Select(user => UserView.Of(user, calls.Time.GetUtcNow()))], next));
    }

    public static async Task<Results<Ok<UserView>, ProblemHttpResult>> GetAsync(Guid id, [AsParameters] UserCalls calls, CancellationToken cancellationToken)
    {
        if (await calls.Db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user)
            return Problem.NotFound("user");
        calls.Http.Response.Headers.ETag = ChangeUser.ETagOf(user);
        return TypedResults.Ok(UserView.Of(user, calls.Time.GetUtcNow()));
    }

    private static (Guid? Before, List<FieldError> Errors) Check(UserFilter filter)
    {
        var errors = new List<FieldError>();
        if (filter.Limit is < 1 or > MaxLimit)
            errors.Add(new FieldError("limit", "range", $"1 to {MaxLimit}."));
        if (filter.Role is not null && !Roles.OfUsers.Contains(filter.Role))
            errors.Add(new FieldError("role", "unknown", $"One of {string.Join(", ", Roles.OfUsers)}."));
        Guid? before = null;
        Span<byte> cursor = stackalloc byte[24];
        if (filter.Cursor is not null)
        {
            if (filter.Cursor.Length == 22 && Base64Url.TryDecodeFromChars(filter.Cursor, cursor, out var length) && length == 16)
                before = new Guid(cursor[..16]);
            else
                errors.Add(new FieldError("cursor", "format", "Pass nextCursor of the page before, unchanged."));
        }

        return (before, errors);
    }
}
