using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace LeadPlatform.Backend.Identity.Users;

/// <summary>A person who signs in.</summary>
/// <param name="Role">admin, manager, agent, publisher, buyer or auditor.</param>
/// <param name="AgentId">Of role agent.</param>
/// <param name="PublisherId">Of role publisher.</param>
/// <param name="Status">invited (no password yet), active or disabled.</param>
/// <param name="SecondFactor">Whether they sign in with a code of an authenticator app.</param>
/// <param name="LockedUntil">After too many wrong passwords.</param>
internal sealed record UserView(
    Guid UserId, string Email, string Name, string Role, Guid? AgentId, Guid? PublisherId, string Status, bool SecondFactor, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt)
{
    public const string Invited = "invited";
    public const string Active = "active";
    public const string Disabled = "disabled";

    public static UserView Of(User user, DateTimeOffset now) => new(
        user.Id, user.Email!, user.Name, user.Role, user.AgentId, user.PublisherId,
        user.Disabled ? Disabled : user.PasswordHash is null ? Invited : Active,
        user.TwoFactorEnabled, user.LockoutEnd > now ? user.LockoutEnd : null, user.CreatedAt);
}

/// <param name="Email">Where the invitation goes, and what they sign in with.</param>
internal sealed record UserInput(string? Email = null, string? Name = null, string? Role = null, Guid? AgentId = null, Guid? PublisherId = null);

/// <summary>What is left out stays. With another role the agent and the publisher are as given, none where left out.</summary>
internal sealed record UserChange(string? Name = null, string? Role = null, Guid? AgentId = null, Guid? PublisherId = null);

/// <summary>What <c>GET /v1/users</c> lists.</summary>
internal readonly record struct UserFilter(
    [property: FromQuery(Name = "role"), Description("With this role.")] string? Role,
    [property: FromQuery(Name = "disabled"), Description("Only disabled users, or only others.")] bool? Disabled,
    [property: FromQuery(Name = "limit"), Description("1 to 200, default 50.")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("nextCursor of the page before.")] string? Cursor);
