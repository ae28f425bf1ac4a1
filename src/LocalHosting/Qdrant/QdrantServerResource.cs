namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Qdrant server. It does not run here; its connection string <c>Endpoint=http://…;Key=…</c> must be given.</summary>
public class QdrantServerResource(string name, ParameterResource apiKey) : ContainerResource(name), IResourceWithConnectionString
{
    /// <summary>The key.</summary>
    public ParameterResource ApiKeyParameter { get; } = apiKey;

    /// <summary>The endpoint that speaks gRPC.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "grpc");

    /// <summary>The endpoint that speaks HTTP.</summary>
    public EndpointReference HttpEndpoint => new(this, "http");

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Endpoint={PrimaryEndpoint};Key={ApiKeyParameter}");

    /// <summary>The connection string for HTTP.</summary>
    public ReferenceExpression HttpConnectionStringExpression => ReferenceExpression.Create($"Endpoint={HttpEndpoint};Key={ApiKeyParameter}");
}
