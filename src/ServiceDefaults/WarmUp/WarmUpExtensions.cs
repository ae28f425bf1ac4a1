using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LeadPlatform.ServiceDefaults.WarmUp;

public sealed class WarmUpOptions
{
    public const string Section = "WarmUp";

    /// <summary>Time after which the service counts as warm whatever is left: what it needs may be away, and cold is better than down. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "WarmUp:Limit must be from 00:00:00 to 00:05:00.")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(15);
}

public static class WarmUpExtensions
{
    public static IServiceCollection AddWarmUp<TWarmUp>(this IServiceCollection services) where TWarmUp : class, IWarmUp =>
        services.AddWarmUp(ServiceDescriptor.Singleton<IWarmUp, TWarmUp>());

    /// <summary>For what does other things too.</summary>
    public static IServiceCollection AddWarmUp<TWarmUp>(this IServiceCollection services, Func<IServiceProvider, TWarmUp> warmUp) where TWarmUp : class, IWarmUp =>
        services.AddWarmUp(ServiceDescriptor.Singleton<IWarmUp, TWarmUp>(warmUp));

    private static IServiceCollection AddWarmUp(this IServiceCollection services, ServiceDescriptor warmUp)
    {
        services.AddOptions<WarmUpOptions>().BindConfiguration(WarmUpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(warmUp);
        services.TryAddSingleton<WarmUps>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WarmUps>(provider => provider.GetRequiredService<WarmUps>()));
        services.Configure<HealthCheckServiceOptions>(options =>
        {
            if (!options.Registrations.Any(check => check.Name == WarmUps.CheckName))
                options.Registrations.Add(new HealthCheckRegistration(WarmUps.CheckName, provider => provider.GetRequiredService<WarmUps>(), null, null));
        });
        return services;
    }
}
