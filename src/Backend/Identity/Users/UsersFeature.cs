using LeadPlatform.Backend.Documentation;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Identity.Users;

/// <summary><c>/v1/users</c>: who may sign in, for admins.</summary>
internal static class UsersFeature
{
    private const string NotThere = "There is no such user (code not_found).";
    private const string Changed = "The user has changed since they were read (code precondition_failed).";
    private const string LastAdmin = "It is the last admin, or the caller themselves (codes last_admin, own_account).";
    private const string Input = """{"email":"robin.hale@example.com","name":"Robin Hale","role":"manager"}""";
    private const string Example =
        """{"userId":"0193b3f0-0000-7000-8000-00000000b001","email":"robin.hale@example.com","name":"Robin Hale","role":"manager","status":"invited","secondFactor":false,"createdAt":"2026-01-31T17:05:00Z"}""";

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/v1/users").WithTags("Users").RequirePermission(Permission.ManageUsers);
        users.MapGet("", ListUsers.HandleAsync)
            .WithName("listUsers").WithSummary("List users").WithDescription("Newest first, in pages.")
            .Refuses(StatusCodes.Status400BadRequest, "A filter can't be read; member errors lists each (code invalid_request).")
            .WithExamples(null, StatusCodes.Status200OK, $"{{\"items\":[{Example}],\"nextCursor\":\"AZOz8AAAcACAAAAAAAoAMQ\"}}");
        users.MapPost("", InviteUser.HandleAsync).Audited("user.invite")
            .WithName("inviteUser").WithSummary("Invite a user")
            .WithDescription("They get a link by mail, good for 3 days, by which they choose a password; that confirms their address.")
            .Refuses(StatusCodes.Status409Conflict, "Another user has this e-mail address (code email_taken).")
            .WithExamples(Input, StatusCodes.Status201Created, Example);
        users.MapGet("{id:guid}", ListUsers.GetAsync)
            .WithName("getUser").WithSummary("Read a user").WithDescription("With the ETag that a change asks for.")
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .WithExamples(null, StatusCodes.Status200OK, Example);
        users.MapPatch("{id:guid}", ChangeUser.PatchAsync).Audited("user.change")
            .WithName("changeUser").WithSummary("Change a user")
            .WithDescription("Name, role, and the agent or publisher they act for; what is left out stays. With another role their tokens are refused within 5 seconds, and get renewed with what the new role allows.")
            .Refuses(StatusCodes.Status404NotFound, NotThere).Refuses(StatusCodes.Status409Conflict, LastAdmin)
            .Reads(IfMatch.Header, IfMatch.HeaderText).Refuses(StatusCodes.Status412PreconditionFailed, Changed)
            .WithExamples("""{"role":"auditor"}""", StatusCodes.Status200OK, Example);
        Action(users, "disable", ChangeUser.DisableAsync, "user.disable", "disableUser", "Disable a user", "Signs them out everywhere: their tokens are refused within 5 seconds.")
            .Refuses(StatusCodes.Status409Conflict, LastAdmin);
        Action(users, "enable", ChangeUser.EnableAsync, "user.enable", "enableUser", "Enable a user", "Lets them sign in again, after a lock too.");
        Action(users, "reset-second-factor", ChangeUser.ResetSecondFactorAsync, "user.reset-second-factor", "resetSecondFactor", "Reset a user's second factor",
            "Removes authenticator app, recovery codes and passkeys, signs them out everywhere, and tells them by mail.");
        Action(users, "invite", ChangeUser.InviteAgainAsync, "user.invite-again", "inviteUserAgain", "Send the invitation again", "For a user who has not accepted it.")
            .Refuses(StatusCodes.Status409Conflict, "The user has accepted the invitation, or is disabled (code not_invited).");
    }

    private static RouteHandlerBuilder Action(RouteGroupBuilder users, string verb, Delegate handler, string action, string name, string summary, string description) =>
        users.MapPost("{id:guid}/" + verb, handler).Audited(action)
            .WithName(name).WithSummary(summary).WithDescription(description)
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .Reads(IfMatch.Header, IfMatch.HeaderText).Refuses(StatusCodes.Status412PreconditionFailed, Changed)
            .WithExamples(null, StatusCodes.Status200OK, Example);
}
