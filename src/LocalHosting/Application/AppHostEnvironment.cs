using System.Reflection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

internal sealed class AppHostEnvironment(string directory) : IHostEnvironment
{
    public string EnvironmentName { get; set; } =
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Development;

    public string ApplicationName { get; set; } = Assembly.GetEntryAssembly()?.GetName().Name ?? "AppHost";

    public string ContentRootPath { get; set; } = directory;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
