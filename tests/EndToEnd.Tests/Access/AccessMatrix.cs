using System.Text;
using LeadPlatform.Contracts.Access;

namespace LeadPlatform.EndToEnd.Tests.Access;

/// <summary><c>docs/access.md</c>: who is let in where.</summary>
internal static class AccessMatrix
{
    private const string Path = "docs/access.md";

    /// <summary>Whether a caller of the role is let in, with all that its credentials may hold; null: nobody knows but the service behind.</summary>
    /// <param name="role">Null without a credential.</param>
    public static bool? Allows(EndpointView view, string? role) => view.Access switch
    {
        EndpointView.Anonymous => true,
        EndpointView.Closed => false,
        EndpointView.AnyCredential => role is null ? false : null,
        _ => role is not null && Grants.OfRole(role).HasFlag(Enum.Parse<Permission>(view.Access)),
    };

    public static string Render(IReadOnlyList<RunningEndpoint> endpoints)
    {
        var text = new StringBuilder("""
            # Who may do what

            Made from the metadata of every endpoint (`RequirePermission`, `Audited`) and from `src/Contracts/Access/Grants.cs`; `UPDATE_FILES=1` with `AccessMatrixTests` writes it, and the same test calls every endpoint with
            every role and without a credential and compares. A caller may do what both their role and the scopes of their credential allow; this shows roles with all of their scopes. What is another's is 404 for
            whoever is let in: an agent sees the leads assigned to them, a source its own, a publisher's user that publisher's sources. `service` are the platform's own services, by client credentials.

            The token server answers `/.well-known/openid-configuration`, `/.well-known/jwks` and `/connect/revoke` itself, by the credentials of OAuth clients.

            """);
        text.Append("\n## Permissions\n\n| permission | scope |").Append(string.Concat(Roles.All.Select(role => $" {role} |")));
        text.Append("\n|---|---|").Append(string.Concat(Roles.All.Select(_ => "---|"))).Append('\n');
        foreach (var permission in Enum.GetValues<Permission>().Where(permission => permission != Permission.None))
        {
            var scope = Scopes.All.SingleOrDefault(scope => Grants.OfScope(scope).HasFlag(permission));
            text.Append($"| {permission} | {(scope is null ? "any" : $"`{scope}`")} |").Append(Marks(role => Grants.OfRole(role).HasFlag(permission))).Append('\n');
        }

        text.Append("\nScopes of a role: ").AppendJoin("; ", Roles.All.Select(role => $"{role} {Listed(Grants.ScopesOf(role))}")).Append(".\n");
        foreach (var service in endpoints.GroupBy(endpoint => endpoint.Service))
            Add(text, service.Key, [.. service.Where(endpoint => endpoint.View.Access != EndpointView.AnyCredential || endpoint.Service != "gateway")]);
        return text.ToString();
    }

    /// <summary>The file's text, or <paramref name="now"/> where it is to be written.</summary>
    public static string Committed(string now)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(System.IO.Path.Combine(root.FullName, "LeadPlatform.sln")))
            root = root.Parent;
        var file = System.IO.Path.Combine(root!.FullName, Path);
        if (Environment.GetEnvironmentVariable("UPDATE_FILES") is "1")
            File.WriteAllText(file, now);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static void Add(StringBuilder text, string service, IReadOnlyList<RunningEndpoint> endpoints)
    {
        text.Append($"\n## {service}\n\n");
        if (service == "gateway")
            text.Append("Its own endpoints. What it forwards under `/v1` needs a credential, and the service behind decides; pages, `/connect` and `/.well-known` are forwarded without one.\n\n");
        text.Append("| endpoint | permission | none |").Append(string.Concat(Roles.All.Select(role => $" {role} |"))).Append(" audit log |\n|---|---|---|");
        text.Append(string.Concat(Roles.All.Select(_ => "---|"))).Append("---|\n");
        foreach (var view in endpoints.Select(endpoint => endpoint.View).OrderBy(view => view.Path, StringComparer.Ordinal).ThenBy(view => view.Method, StringComparer.Ordinal).Distinct())
        {
            text.Append($"| {view.Method} `{view.Path}` | {view.Access} | {Mark(Allows(view, null) is true)} |").Append(Marks(role => Allows(view, role) is true));
            text.Append($" {(view.Audit is null ? "" : view.Audit.StartsWith("none: ", StringComparison.Ordinal) ? $"none: {view.Audit[6..]}" : $"`{view.Audit}`")} |\n");
        }
    }

    private static string Marks(Func<string, bool> allowed) => string.Concat(Roles.All.Select(role => $" {Mark(allowed(role))} |"));

    private static string Mark(bool allowed) => allowed ? "yes" : "–";

    private static string Listed(IReadOnlyList<string> scopes) => scopes.Count == 0 ? "none" : string.Join(' ', scopes.Select(scope => $"`{scope}`"));
}
