using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace LeadPlatform.Auditing;

/// <summary>
/// What the database role of a service may do, where it is another than the one that migrates: read and write every table, but of the audit log only read and append.
/// It can neither change the schema nor switch triggers off.
/// </summary>
public static class ServiceRole
{
    /// <summary>The setting with the role's name; without it nothing is granted. The role must exist.</summary>
    public const string Setting = "Database:ServiceRole";

    private const string Grant =
        """
        DO $$
        DECLARE
            service text := {0};
        BEGIN
            EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', service);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', service);
            EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', service);
            EXECUTE format('REVOKE ALL ON audit, audit_head FROM %I', service);
            EXECUTE format('GRANT SELECT ON audit, audit_head TO %I', service);
            EXECUTE format('GRANT INSERT (audit_id, actor, role, origin, request_id, action, resource, resource_id, detail) ON audit TO %I', service);
        END $$
        """;

    /// <summary>At the end of a migration, each time: new tables are among what it grants.</summary>
    /// <exception cref="InvalidOperationException">The name is none.</exception>
    public static Task GrantAsync(DatabaseFacade database, string? role, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(role))
            return Task.CompletedTask;
        if (role.Length > 63 || role.Any(character => !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '_'))
            throw new InvalidOperationException($"{Setting} must be 1 to 63 lower-case letters, digits and underscores.");
        return database.ExecuteSqlRawAsync(Grant.Replace("{0}", $"'{role}'", StringComparison.Ordinal), cancellationToken);
    }
}
