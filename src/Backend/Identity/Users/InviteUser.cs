using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Backend.Identity.Users;

/// <summary><c>POST /v1/users</c>: the user chooses a password by the link they are sent.</summary>
internal static class InviteUser
{
    public static async Task<Results<Created<UserView>, ProblemHttpResult>> HandleAsync(UserInput input, [AsParameters] UserCalls calls, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        UserRules.CheckEmail(input.Email, errors);
        UserRules.CheckName(input.Name, errors);
        await UserRules.CheckRoleAsync(calls.Db, input.Role, input.AgentId, input.PublisherId, errors, cancellationToken);
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var now = calls.Time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            UserName = input.Email,
            Email = input.Email,
            Name = input.Name!.Trim(),
            Role = input.Role!,
            AgentId = input.AgentId,
            PublisherId = input.PublisherId,
            CreatedAt = now,
        };
        await using var transaction = await calls.Db.Database.BeginTransactionAsync(cancellationToken);
        var result = await calls.Users.CreateAsync(user);
        if (!result.Succeeded)
            return Problem.Conflict("email_taken", "Another user has this e-mail address.");
        await calls.Mails.InviteAsync(user, cancellationToken);
        await calls.Audit.AppendAsync(calls.Db, calls.Http.Audit("user", user.Id, $"role {user.Role}"), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        calls.Http.Response.Headers.ETag = ChangeUser.ETagOf(user);
        return TypedResults.Created($"/v1/users/{user.Id}", UserView.Of(user, now));
    }
}
