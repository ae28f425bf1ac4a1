using LeadPlatform.DataService.Importing;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Erasing;

internal static class ErasingFeature
{
    public static WebApplicationBuilder AddErasing(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ErasureOptions>().BindConfiguration(ErasureOptions.Section)
            .PostConfigure<IOptions<ImportOptions>>((erasures, imports) => erasures.Folder ??= Path.Combine(imports.Value.Folder, "erasures")).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PersonalTraces>();
        builder.Services.AddSingleton<Eraser>();
        builder.Services.AddSingleton<ErasureNotes>();
        builder.Services.AddSingleton<ConsumerErasure>();
        builder.Services.AddSingleton<PendingStores>();
        builder.Services.AddHostedService<ErasureReplay>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PendingStores>());
        return builder;
    }
}
