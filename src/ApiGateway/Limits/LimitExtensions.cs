using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits;

internal static class LimitExtensions
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>();
        builder.Services.AddSingleton<CallerBuckets>();
        builder.Services.AddSingleton<FailedCredentials>();
    }

    public static void UseLimits(this WebApplication app) => app.UseMiddleware<LimitMiddleware>();
}
