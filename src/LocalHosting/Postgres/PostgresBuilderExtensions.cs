using System.Net.Sockets;
using Aspire.Hosting.Data;
using Aspire.Hosting.Health;
using Aspire.Hosting.Postgres;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL servers and databases.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a PostgreSQL server, which runs as a process on 127.0.0.1 with password authentication.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name; a connection string configured under it replaces the process.</param>
    /// <param name="userName">The superuser. Default: <c>postgres</c>.</param>
    /// <param name="password">Its password. Default: generated and kept in the data directory.</param>
    /// <param name="port">Default: a free one.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ModelName.Validate("Resource", name);
        var server = new PostgresServerResource(
            name, userName?.Resource, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password"));
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: "tcp", port: port, targetPort: 5432) { TargetHost = "127.0.0.1" })
            .WithAnnotation(new ProcessSourceAnnotation(new PostgresProcess(server), RunsForever: true))
            .WithAnnotation(new HealthProbeAnnotation(new PostgresHealthProbe(server)));
    }

    /// <summary>Adds a database, created when the server is up and it does not exist yet.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The name of the resource; a connection string configured under it replaces the database.</param>
    /// <param name="databaseName">The name of the database. Default: <paramref name="name"/>.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        return builder.ApplicationBuilder.AddResource(database).WithAnnotation(new SetupStepAnnotation(new CreateDatabase(database)));
    }

    /// <summary>Keeps the data across restarts, in the volume of that name (default: <c>{server}-data</c>) in the data directory.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithVolume(name, isReadOnly);
}
