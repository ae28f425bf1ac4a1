using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace LeadPlatform.ServiceDefaults.StartUp;

/// <summary>Redis is connected to when it is first needed, and by some services never for certain: that its connection string can be read shows at the start.</summary>
internal static class RedisString
{
    public static IEnumerable<string> Broken(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("redis") is { Length: > 0 } text && !CanBeRead(text))
            yield return "ConnectionStrings:redis can't be read; write HOST:PORT and options after commas, such as cache.example.com:6380,ssl=true.";
    }

    private static bool CanBeRead(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
