using System.Net.Sockets;
using Aspire.Hosting.Data;
using Aspire.Hosting.Health;
using Aspire.Hosting.Redis;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting;

/// <summary>Adds Redis servers.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a Redis server, which runs as a process on 127.0.0.1 and asks for a password.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name; a connection string configured under it replaces the process.</param>
    /// <param name="port">Default: a free one.</param>
    /// <param name="password">Default: generated and kept in the data directory.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        ModelName.Validate("Resource", name);
        var server = new RedisResource(
            name, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false));
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: "tcp", port: port, targetPort: 6379) { TargetHost = "127.0.0.1" })
            .WithAnnotation(new ProcessSourceAnnotation(new RedisProcess(server), RunsForever: true))
            .WithAnnotation(new HealthProbeAnnotation(new RedisHealthProbe(server)));
    }

    /// <summary>Keeps the data across restarts, in the volume of that name (default: <c>{server}-data</c>) in the data directory; a power cut may cost the last second.</summary>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithVolume(name, isReadOnly);

    /// <summary>Writes a snapshot too, each <paramref name="interval"/> (default: 60 s) in which at least that many keys changed.</summary>
    public static IResourceBuilder<RedisResource> WithPersistence(this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1) =>
        builder.WithAnnotation(new RedisSnapshotAnnotation(interval ?? TimeSpan.FromSeconds(60), keysChangedThreshold), ResourceAnnotationMutationBehavior.Replace);
}
