using Aspire.Hosting.Projects;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project, which runs from its build output of the AppHost's own configuration. Launch profiles are not read.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name, also that under which others find its endpoints.</param>
    /// <param name="projectPath">The project file, relative to the AppHost's directory.</param>
    /// <exception cref="DistributedApplicationException">There is no such file.</exception>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, launchProfileName: null);

    /// <summary>Adds a project; see <see cref="AddProject(IDistributedApplicationBuilder, string, string)"/>. The launch profile is not read.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName)
    {
        _ = launchProfileName;
        var path = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, projectPath));
        if (!File.Exists(path))
            throw new DistributedApplicationException($"The project {path} of '{name}' does not exist. The path is relative to {builder.AppHostDirectory}.");

        return builder.AddResource(new ProjectResource(name))
            .WithAnnotation(new ProjectMetadata(path))
            .WithAnnotation(new ProcessSourceAnnotation(new ProjectProcess(path), RunsForever: false))
            .WithEnvironment(new ProjectVariables(builder).Inject);
    }

    /// <summary>Runs that many processes of the project, each on ports of its own; others get all their addresses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }
}
