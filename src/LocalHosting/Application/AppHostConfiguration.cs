using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Reads the settings of the AppHost.</summary>
internal static class AppHostConfiguration
{
    /// <exception cref="DistributedApplicationException">A settings file or the command line is wrong.</exception>
    public static ConfigurationManager Read(string directory, string environment, string[] args)
    {
        var configuration = new ConfigurationManager();
        try
        {
            configuration.AddJsonFile(Path.Combine(directory, "appsettings.json"), optional: true);
            configuration.AddJsonFile(Path.Combine(directory, $"appsettings.{environment}.json"), optional: true);
        }
        catch (InvalidDataException e)
        {
            throw new DistributedApplicationException($"{e.Message} {e.InnerException?.Message}".TrimEnd(), e);
        }

        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(CommandLine.Parse(args, CommandLineOption.Known(configuration)));
        return configuration;
    }
}
