using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.Auditing;

/// <summary>
/// The database role a service connects as, which owns nothing: it reads and writes every table, but of the audit log only reads and appends. It can neither change the
/// schema nor switch triggers off. <c>migrate</c>, which connects as the owner, makes it where it is missing and grants it what there is.
/// </summary>
public sealed class ServiceRole
{
    /// <summary>The connection string of the owner, for <c>migrate</c> alone; the service's own says which role is granted to.</summary>
    public const string OwnerConnection = "owner";

    private const int MaxName = 63;

    private const string Grant =
        """
        DO $grant$
        DECLARE
            service text := {name};
            verifier text := {verifier};
        BEGIN
            -- Two grants at once would fail: PostgreSQL refuses to update one row of its catalogue twice.
            PERFORM pg_advisory_xact_lock(hashtext('service role'));
            IF verifier IS NOT NULL AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
                BEGIN
                    EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', service, verifier);
                EXCEPTION WHEN duplicate_object OR unique_violation THEN
                    NULL; -- The migration of another database was first.
                END;
            END IF;
            IF pg_has_role(service, (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'audit'), 'MEMBER') THEN
                RAISE EXCEPTION 'Role % can act as the owner of the audit log: give the service a role of its own.', service;
            END IF;
            EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), service);
            EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', service);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', service);
            EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', service);
            EXECUTE format('REVOKE ALL ON audit, audit_head, "__EFMigrationsHistory" FROM %I', service);
            EXECUTE format('GRANT SELECT ON audit, audit_head, "__EFMigrationsHistory" TO %I', service);
            EXECUTE format('GRANT INSERT (audit_id, actor, role, origin, request_id, action, resource, resource_id, detail) ON audit TO %I', service);
        END $grant$
        """;

    private readonly string _name;
    private readonly string? _password;

    /// <param name="password">For a role that is yet to be made; null where it exists. One that exists keeps the password it has.</param>
    /// <exception cref="InvalidOperationException">The name is not 1 to 63 lower-case letters, digits and underscores.</exception>
    public ServiceRole(string name, string? password)
    {
        if (name.Length is 0 or > MaxName || name.Any(character => !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '_'))
            throw new InvalidOperationException($"The user of the service's connection string must be 1 to {MaxName} lower-case letters, digits and underscores.");
        (_name, _password) = (name, password);
    }

    /// <summary>At the end of a migration, each time: new tables are among what it grants.</summary>
    /// <exception cref="PostgresException">The role is the owner or may act as it, or is missing and could not be made.</exception>
    public Task GrantAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        var verifier = string.IsNullOrEmpty(_password) ? "NULL" : $"'{ScramVerifier.Of(_password)}'";
        var sql = Grant.Replace("{name}", $"'{_name}'", StringComparison.Ordinal).Replace("{verifier}", verifier, StringComparison.Ordinal);
        return database.ExecuteSqlRawAsync(sql, cancellationToken);
    }
}

public static class ServiceRoleExtensions
{
    /// <summary>
    /// For <c>migrate</c>, before the database is added: connects under <paramref name="connection"/> as the owner, where one is given, and keeps the role that stood there as
    /// the <see cref="ServiceRole"/> to grant to. Without an owner the service itself owns its database, as in a test, and no role is made.
    /// </summary>
    public static WebApplicationBuilder ConnectAsOwner(this WebApplicationBuilder builder, string connection)
    {
        if (builder.Configuration.GetConnectionString(ServiceRole.OwnerConnection) is not { } owner)
            return builder;
        var service = new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString(connection));
        builder.Services.AddSingleton(new ServiceRole(service.Username ?? "", service.Password));
        builder.Configuration[$"ConnectionStrings:{connection}"] = owner;
        return builder;
    }
}
