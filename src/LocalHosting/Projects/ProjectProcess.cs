using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Projects;

/// <summary>Runs the build output of a project with the .NET host that runs the AppHost.</summary>
internal sealed class ProjectProcess(string projectPath) : IProcessSource
{
    public Task<ProcessSpec> PrepareAsync(Launch launch, CancellationToken cancellationToken)
    {
        var program = ProjectOutput.Find(projectPath, AppHostLocation.BuildConfiguration());
        return Task.FromResult(new ProcessSpec(DotNetHost(), ["exec", program, .. launch.Arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(projectPath)!,
            Environment = launch.Environment,
            InheritsEnvironment = true,
        });
    }

    private static string DotNetHost()
    {
        if (Environment.ProcessPath is { } own && Path.GetFileName(own) == "dotnet")
            return own;
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
    }
}
