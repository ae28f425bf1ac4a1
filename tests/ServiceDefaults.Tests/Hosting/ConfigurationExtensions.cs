using Microsoft.Extensions.Configuration;

namespace LeadPlatform.ServiceDefaults.Tests.Hosting;

internal static class ConfigurationExtensions
{
    public static void AddInMemory(this IConfiguration configuration, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (key, value) in settings)
            configuration[key] = value;
    }
}
