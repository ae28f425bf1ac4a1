namespace LeadPlatform.DataService.Caching;

internal static class LeadCacheExtensions
{
    public static WebApplicationBuilder AddLeadCache(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LeadCacheOptions>().BindConfiguration(LeadCacheOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var redis = builder.Configuration.GetConnectionString("redis")
            ?? throw new InvalidOperationException("ConnectionStrings:redis is not set; it looks like host:6379,password=….");
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<RedisLinks>(services, redis));
        builder.Services.AddHostedService(services => services.GetRequiredService<RedisLinks>());
        builder.Services.AddHealthChecks().AddCheck<RedisLinks>("redis");
        builder.Services.AddSingleton<LeadSeal>();
        builder.Services.AddSingleton<LeadCache>();
        builder.Services.AddSingleton<ForgetSignal>();
        builder.Services.AddSingleton<LeadCacheChanges>();
        builder.Services.AddHostedService<Forgetting>();
        return builder;
    }
}
