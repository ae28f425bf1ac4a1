using LeadPlatform.DataService.Contacts;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.PersonalData;

internal static class PersonalDataFeature
{
    public static WebApplicationBuilder AddPersonalData(this WebApplicationBuilder builder)
    {
        builder.AddPlatformKeys();
        builder.Services.AddOptions<ResealingOptions>().BindConfiguration(ResealingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => new PersonalSeal(
            services.GetRequiredService<PlatformKeyRing>(), services.GetRequiredService<IOptions<PersonalDataOptions>>().Value.WritePlain));
        builder.Services.AddSingleton<ResealingBatch>();
        builder.Services.AddHostedService<Resealing>();
        return builder;
    }
}
