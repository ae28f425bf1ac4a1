namespace LeadPlatform.DataService.Searching;

internal static class SearchExtensions
{
    public static WebApplicationBuilder AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SearchKeys>();
        builder.Services.AddSingleton<SearchBatch>();
        builder.Services.AddHostedService<SearchIndexer>();
        return builder;
    }
}
