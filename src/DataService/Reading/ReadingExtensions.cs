namespace LeadPlatform.DataService.Reading;

internal static class ReadingExtensions
{
    public static WebApplicationBuilder AddReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LeadQueries>();
        return builder;
    }
}
