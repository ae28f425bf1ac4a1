using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadPlatform.ServiceDefaults.PlatformKeys;

public static class PlatformKeysExtensions
{
    /// <summary>
    /// Adds <see cref="PlatformKeyRing"/>, for a service that stores secrets. Another <see cref="IPlatformKeyProvider"/> is used where one is registered before.
    /// The start fails, naming the setting, where there is no key.
    /// </summary>
    public static WebApplicationBuilder AddPlatformKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PlatformKeyOptions>().BindConfiguration(PlatformKeyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<IPlatformKeyProvider, ConfiguredPlatformKeys>();
        builder.Services.TryAddSingleton<PlatformKeyRing>();
        builder.Services.AddHostedService<PlatformKeyReading>();
        return builder;
    }
}
