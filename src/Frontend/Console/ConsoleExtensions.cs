using LeadPlatform.Frontend.Console.Agents;
using LeadPlatform.Frontend.Console.Leads;
using LeadPlatform.Frontend.Console.Leads.Inbox;
using LeadPlatform.Frontend.Console.Leads.Live;
using LeadPlatform.Frontend.Console.Reader;
using LeadPlatform.Frontend.Gateway;
using MudBlazor.Services;

namespace LeadPlatform.Frontend.Console;

/// <summary>The console: live pages for those who work with leads.</summary>
internal static class ConsoleExtensions
{
    // What prerendering read comes back in one message when the circuit starts: up to 50 leads, or an agent with every licence there is.
    private const int LargestMessage = 128 * 1024;

    public static void AddConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddMudServices();
        builder.Services.AddScoped<ReaderSettings>();
        builder.Services.AddScoped<PlatformApi>();
        builder.Services.AddScoped<LeadsApi>();
        builder.Services.AddScoped<LeadFeed>();
        builder.Services.AddScoped<LeadInbox>();
        builder.Services.AddScoped<AgentsApi>();
    }

    public static void MapConsole(this WebApplication app)
    {
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        app.MapGet("/console", () => Results.LocalRedirect("/console/leads"));
    }
}
