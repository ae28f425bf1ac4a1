using LeadPlatform.ServiceDefaults.Auditing;

namespace LeadPlatform.Backend.Identity;

internal static class UserAudit
{
    /// <summary>An entry of the audit log about what a user does on this server's own pages, which no token tells of.</summary>
    public static AuditEntry AuditBy(this HttpContext context, User user, string action, string resource, object? id = null, string? detail = null) =>
        context.AuditAs(action, resource, id, detail) with { Actor = user.Id.ToString(), Role = user.Role };
}
