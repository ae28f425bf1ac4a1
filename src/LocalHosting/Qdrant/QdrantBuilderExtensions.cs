using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds Qdrant servers, which must run elsewhere.</summary>
public static class QdrantBuilderExtensions
{
    /// <summary>Adds a Qdrant server. The start is refused unless its connection string is configured under <paramref name="name"/>, and the one for HTTP under <c>{name}_http</c>.</summary>
    public static IResourceBuilder<QdrantServerResource> AddQdrant(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? apiKey = null, int? grpcPort = null, int? httpPort = null)
    {
        var key = apiKey?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-Key", special: false);
        return builder.AddResource(new QdrantServerResource(name, key))
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "http", name: "grpc", port: grpcPort))
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "http", name: "http", port: httpPort));
    }

    /// <summary>Gives the resource both connection strings of the server: <c>ConnectionStrings__{name}</c> for gRPC, <c>ConnectionStrings__{name}_http</c> for HTTP.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<QdrantServerResource> qdrantResource, string? connectionName = null)
        where TDestination : IResourceWithEnvironment
    {
        var server = qdrantResource.Resource;
        var variable = $"ConnectionStrings__{connectionName ?? server.Name}_http";
        IResourceBuilder<IResourceWithConnectionString> source = qdrantResource;
        return ResourceBuilderExtensions.WithReference(builder, source, connectionName).WithEnvironment(context =>
            context.EnvironmentVariables[variable] =
                (object?)builder.ApplicationBuilder.Configuration.GetConnectionString($"{server.Name}_http") ?? new ConnectionStringReference(server, optional: false));
    }
}
