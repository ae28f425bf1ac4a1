namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server. Its connection string: <c>host:port,password=…</c>.</summary>
public class RedisResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    /// <summary>Creates a server with a password.</summary>
    public RedisResource(string name, ParameterResource password)
        : this(name) => PasswordParameter = password;

    /// <summary>The password; null for none.</summary>
    public ParameterResource? PasswordParameter { get; }

    /// <summary>The endpoint.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    /// <summary>The host as a value.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The port as a value.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => PasswordParameter is null
        ? ReferenceExpression.Create($"{Host}:{Port}")
        : ReferenceExpression.Create($"{Host}:{Port},password={PasswordParameter}");
}
