namespace LeadPlatform.DataService.Changes;

internal static class ChangesExtensions
{
    public static WebApplicationBuilder AddChanges(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LeadChangeHub>();
        builder.Services.AddSingleton<LeadSignals>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LeadSignals>());
        return builder;
    }
}
