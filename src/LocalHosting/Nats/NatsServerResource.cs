namespace Aspire.Hosting.ApplicationModel;

/// <summary>A NATS server. Its connection string: <c>nats://user:password@host:port</c>.</summary>
public class NatsServerResource(string name, ParameterResource? userName, ParameterResource? password) : ContainerResource(name), IResourceWithConnectionString
{
    private const string DefaultUserName = "nats";

    /// <summary>Creates a server without a password.</summary>
    public NatsServerResource(string name)
        : this(name, null, null)
    {
    }

    /// <summary>The user; null for <c>nats</c>.</summary>
    public ParameterResource? UserNameParameter { get; set; } = userName;

    /// <summary>The password; null for a server that lets everybody in.</summary>
    public ParameterResource? PasswordParameter { get; set; } = password;

    /// <summary>The user as a value.</summary>
    public ReferenceExpression UserNameReference => UserNameParameter is null ? ReferenceExpression.Create($"{DefaultUserName}") : ReferenceExpression.Create($"{UserNameParameter}");

    /// <summary>The endpoint.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    /// <summary>The host as a value.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The port as a value.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => PasswordParameter is null
        ? ReferenceExpression.Create($"nats://{Host}:{Port}")
        : ReferenceExpression.Create($"nats://{UserNameReference:uri}:{PasswordParameter:uri}@{Host}:{Port}");
}
