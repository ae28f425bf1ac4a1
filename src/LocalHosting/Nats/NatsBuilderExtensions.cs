using System.Net.Sockets;
using Aspire.Hosting.Data;
using Aspire.Hosting.Health;
using Aspire.Hosting.Nats;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting;

/// <summary>Adds NATS servers.</summary>
public static class NatsBuilderExtensions
{
    /// <summary>Adds a NATS server, which runs as a process on 127.0.0.1 and lets one user in.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name; a connection string configured under it replaces the process.</param>
    /// <param name="port">Default: a free one.</param>
    /// <param name="userName">The user. Default: <c>nats</c>.</param>
    /// <param name="password">Default: generated and kept in the data directory.</param>
    public static IResourceBuilder<NatsServerResource> AddNats(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null)
    {
        ModelName.Validate("Resource", name);
        var server = new NatsServerResource(
            name, userName?.Resource, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false));
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: "tcp", port: port, targetPort: 4222) { TargetHost = "127.0.0.1" })
            .WithAnnotation(new ProcessSourceAnnotation(new NatsProcess(server), RunsForever: true))
            .WithAnnotation(new HealthProbeAnnotation(new NatsHealthProbe(server)));
    }

    /// <summary>Turns JetStream on, stored in files.</summary>
    public static IResourceBuilder<NatsServerResource> WithJetStream(this IResourceBuilder<NatsServerResource> builder) =>
        builder.WithAnnotation(new JetStreamAnnotation(), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Keeps the streams across restarts, in the volume of that name (default: <c>{server}-data</c>) in the data directory.</summary>
    public static IResourceBuilder<NatsServerResource> WithDataVolume(this IResourceBuilder<NatsServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithVolume(name, isReadOnly);
}
