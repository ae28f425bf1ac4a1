using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.WarmUp;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Origins;

internal static class OriginExtensions
{
    public static void AddOrigins(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OriginOptions>().BindConfiguration(OriginOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OriginOptions>, OriginOptionsValidator>();
        builder.AddServiceClient<OriginReader>("backend");
        builder.Services.AddSingleton<Func<OriginReader>>(services => services.GetRequiredService<OriginReader>);
        builder.Services.AddSingleton<KnownOrigins>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KnownOrigins>());
        builder.Services.AddWarmUp(services => services.GetRequiredService<KnownOrigins>());
        builder.Services.AddCors();
        builder.Services.AddSingleton<ICorsPolicyProvider, OriginPolicies>();
    }

    /// <summary>Answers browsers that ask whether they may.</summary>
    public static void UseOrigins(this WebApplication app) => app.UseCors();

    /// <summary>After authentication.</summary>
    public static void UseOwnOrigins(this WebApplication app) => app.UseMiddleware<OwnOrigins>();
}
