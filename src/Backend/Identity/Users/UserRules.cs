using System.Net.Mail;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Problems;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Identity.Users;

internal static class UserRules
{
    private const int MaxName = 200;
    private const int MaxEmail = 254;

    public static void CheckEmail(string? email, List<FieldError> errors)
    {
        if (email is null)
            errors.Add(new FieldError("email", "required", "Where the invitation goes."));
        else if (email.Length > MaxEmail || !MailAddress.TryCreate(email, out var address) || address.Address != email)
            errors.Add(new FieldError("email", "format", $"An e-mail address of at most {MaxEmail} characters."));
    }

    public static void CheckName(string? name, List<FieldError> errors)
    {
        if (name is null)
            errors.Add(new FieldError("name", "required", "What the user is called."));
        else if (name.Trim().Length is 0 or > MaxName || name.Any(char.IsControl))
            errors.Add(new FieldError("name", "length", $"1 to {MaxName} characters, no control characters."));
    }

    /// <summary>Agents act for an agent and publishers for a publisher; nobody else for either.</summary>
    public static async Task CheckRoleAsync(BackendDb db, string? role, Guid? agentId, Guid? publisherId, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (role is null || !Roles.OfUsers.Contains(role))
            errors.Add(new FieldError("role", role is null ? "required" : "unknown", $"One of {string.Join(", ", Roles.OfUsers)}."));
        if (role == Roles.Agent ? agentId is null || !await db.Agents.AnyAsync(a => a.AgentId == agentId, cancellationToken) : agentId is not null)
            errors.Add(new FieldError("agentId", "reference", "Of role agent, and of no other: an agent that is there."));
        if (role == Roles.Publisher ? publisherId is null || !await db.Publishers.AnyAsync(p => p.PublisherId == publisherId, cancellationToken) : publisherId is not null)
            errors.Add(new FieldError("publisherId", "reference", "Of role publisher, and of no other: a publisher that is there."));
    }
}
