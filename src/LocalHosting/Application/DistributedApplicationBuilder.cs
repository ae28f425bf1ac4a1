using Aspire.Hosting.Data;
using Aspire.Hosting.Parameters;
using Aspire.Hosting.Supervision;
using Aspire.Hosting.Waiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Describes an application that runs as processes on this machine.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly ResourceCollection _resources = [];

    /// <summary>Starts a description.</summary>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>Starts a description.</summary>
    /// <exception cref="DistributedApplicationException">The command line or a settings file is wrong.</exception>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostDirectory = Path.GetFullPath(options.ProjectDirectory ?? AppHostLocation.ProjectDirectory());
        Environment = new AppHostEnvironment(AppHostDirectory);
        Configuration = AppHostConfiguration.Read(AppHostDirectory, Environment.EnvironmentName, options.Args ?? []);

        Services.AddSingleton<IConfiguration>(Configuration);
        Services.AddSingleton(Environment);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(options);
        Services.TryAddSingleton(TimeProvider.System);

        // An instance: parameters may be asked for their values while the description is still being written.
        var data = new DataDirectory(Configuration, AppHostDirectory);
        Services.AddSingleton(data);
        Services.AddSingleton(new ParameterStore(data));
        Services.AddSupervision();
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration { get; }

    /// <inheritdoc/>
    public string AppHostDirectory { get; }

    /// <inheritdoc/>
    public IHostEnvironment Environment { get; }

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    /// <inheritdoc/>
    public IResourceCollection Resources => _resources;

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (_resources.FirstOrDefault(earlier => string.Equals(earlier.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw new DistributedApplicationException(
                $"A resource '{taken.Name}' ({taken.GetType().Name}) exists already, so '{resource.Name}' ({resource.GetType().Name}) needs another name; case makes no difference.");

        _resources.Add(resource);
        if (resource is IResourceWithConnectionString)
            resource.Annotations.Add(new ConnectionStringSourceAnnotation(Configuration));
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        DependencyGraph.RefuseCircles(_resources);
        Services.AddSingleton(new DistributedApplicationModel(_resources));
        return new DistributedApplication(Services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true }));
    }
}
