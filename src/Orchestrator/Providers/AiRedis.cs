using LeadPlatform.ServiceDefaults.Stores;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>Counters and answers of this service, which it can do without for a while.</summary>
internal sealed partial class AiRedis(IConfiguration configuration, IOptions<AiOptions> options, ILogger<AiRedis> logger)
    : OptionalRedis(configuration.GetConnectionString("redis"), "orchestrator", options.Value.RedisTimeout)
{
    protected override void Away(string exceptionType) => Log.Away(logger, exceptionType);

    protected override void Back() => Log.Back(logger);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3100, Level = LogLevel.Warning, Message = "Redis is away ({ExceptionType}): this instance counts what it asks of AI providers by itself, and remembers their answers alone")]
        public static partial void Away(ILogger logger, string exceptionType);

        [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Redis is back: instances count together what they ask of AI providers")]
        public static partial void Back(ILogger logger);
    }
}
