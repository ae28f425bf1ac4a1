using Aspire.Hosting.Supervision;

namespace Aspire.Hosting;

/// <summary>Adds programs of this machine.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name.</param>
    /// <param name="command">The program: a name that is looked up in the PATH, or a path.</param>
    /// <param name="workingDirectory">The directory it runs in, relative to the AppHost's.</param>
    /// <param name="args">Its arguments.</param>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
    {
        var executable = new ExecutableResource(name, command, Path.GetFullPath(Path.Combine(builder.AppHostDirectory, workingDirectory)));
        return builder.AddResource(executable)
            .WithAnnotation(new ProcessSourceAnnotation(new ExecutableProcess(executable), RunsForever: false))
            .WithArgs(args ?? []);
    }

    private sealed class ExecutableProcess(ExecutableResource executable) : IProcessSource
    {
        public Task<ProcessSpec> PrepareAsync(Launch launch, CancellationToken cancellationToken) => Task.FromResult(new ProcessSpec(executable.Command, launch.Arguments)
        {
            WorkingDirectory = executable.WorkingDirectory,
            Environment = launch.Environment,
            InheritsEnvironment = true,
        });
    }
}
