using LeadPlatform.DemoLeads;
using LeadPlatform.DemoLeads.Generating;
using LeadPlatform.DemoLeads.Posting;
using LeadPlatform.ServiceDefaults;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);

// Nobody calls the generator: where it is given no address it takes any, and leaves the usual one to whoever is called.
if (string.IsNullOrEmpty(builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey)))
    builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.AddServiceDefaults();
builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<DemoOptions>, DemoOptionsValidator>();
builder.Services.AddSingleton(services =>
    new LeadInventor(Places.Load(), services.GetRequiredService<IOptions<DemoOptions>>().Value.Seed, services.GetRequiredService<TimeProvider>()));
builder.Services.AddHttpClient<LeadPoster>();
builder.Services.AddSingleton<Func<LeadPoster>>(services => services.GetRequiredService<LeadPoster>);
builder.Services.AddHostedService<DemoWorker>();

var app = builder.Build();
app.UseServiceDefaults();
await app.RunAsync();

/// <summary>Public for tests that host the service.</summary>
public partial class Program;
