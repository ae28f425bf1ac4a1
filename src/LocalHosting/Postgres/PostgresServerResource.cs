namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server. Its connection string: <c>Host=…;Port=…;Username=…;Password=…</c>.</summary>
/// <param name="name">The name.</param>
/// <param name="userName">The superuser. Default: <c>postgres</c>.</param>
/// <param name="password">Its password.</param>
public class PostgresServerResource(string name, ParameterResource? userName, ParameterResource password) : ContainerResource(name), IResourceWithConnectionString
{
    private const string DefaultUserName = "postgres";

    /// <summary>The superuser; null for <c>postgres</c>.</summary>
    public ParameterResource? UserNameParameter { get; set; } = userName;

    /// <summary>The password.</summary>
    public ParameterResource PasswordParameter { get; set; } = password;

    /// <summary>The superuser as a value.</summary>
    public ReferenceExpression UserNameReference => UserNameParameter is null ? ReferenceExpression.Create($"{DefaultUserName}") : ReferenceExpression.Create($"{UserNameParameter}");

    /// <summary>The endpoint.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    /// <summary>The host as a value.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The port as a value.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Host={Host};Port={Port};Username={UserNameReference};Password={PasswordParameter}");
}

/// <summary>A database of a PostgreSQL server. Its connection string is that of the server with <c>;Database=…</c>.</summary>
/// <param name="name">The name of the resource.</param>
/// <param name="databaseName">The name of the database.</param>
/// <param name="postgresParentResource">The server.</param>
public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
    : Resource(name), IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    /// <summary>The server.</summary>
    public PostgresServerResource Parent { get; } = postgresParentResource;

    /// <summary>The name of the database.</summary>
    public string DatabaseName { get; } = databaseName;

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={DatabaseName}");
}
