namespace LeadPlatform.DataService.Reading;

internal static class ReadingExtensions
{
    public static WebApplicationBuilder AddReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LeadQueries>();
        builder.Services.AddSingleton<LeadReader>();
        builder.Services.AddSingleton<LeadListFilter>();
        builder.Services.AddScoped<LeadTimelines>();
        return builder;
    }
}
