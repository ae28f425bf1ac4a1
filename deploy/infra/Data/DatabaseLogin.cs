namespace LeadPlatform.Infra.Data;

/// <summary>A role of PostgreSQL with its secret.</summary>
/// <param name="Database">Which database it is for.</param>
/// <param name="User">Its name.</param>
/// <param name="Secret">Where its password is kept, behind the prefix of the environment.</param>
internal sealed record DatabaseLogin(string Database, string User, string Secret)
{
    /// <summary>Of resources in the stacks.</summary>
    public string Id => string.Concat(User.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>What the secret says beside the password, as AWS's rotation reads it.</summary>
    public string Template(string zone) =>
        $$"""{"engine":"postgres","host":"{{Database}}.proxy.{{zone}}","port":5432,"username":"{{User}}","dbname":"{{Database}}"}""";
}

/// <summary>Owners, as whom migrations, maintenance and backups run, and the roles of the services, which own nothing.</summary>
internal static class DatabaseLogins
{
    public static readonly string[] Databases = ["leads", "backend"];

    public static IReadOnlyList<DatabaseLogin> All { get; } =
        [.. Databases.SelectMany(name => new[] { new DatabaseLogin(name, name, $"database/{name}"), new DatabaseLogin(name, $"{name}_service", $"database/{name}-service") })];
}
