using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.WarmUp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Keys;

internal static class CredentialExtensions
{
    private const string IssuerClient = "issuer-keys";

    /// <summary>Callers come with an API key or with a bearer token; the key's handler stands first and hands on what has none.</summary>
    public static void AddCredentials(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<KeyOptions>, KeyOptionsValidator>();
        builder.AddServiceClient<KeyResolver>("backend");
        builder.Services.AddSingleton<Func<KeyResolver>>(services => services.GetRequiredService<KeyResolver>);
        builder.Services.AddWarmUp<KeyWarmUp>();
        builder.Services.AddSingleton<KeyCache>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, CredentialAnswers>();

        builder.Services.AddAuthentication(ApiKeyHandler.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, scheme => scheme.ForwardDefaultSelector = WithoutKey);
        builder.Services.AddSingleton<BearerEvents>();
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddHostedService(services => services.GetRequiredService<IssuerKeys>());
        // One short try at a time instead of the usual retries: IssuerKeys tries again itself, and must notice soon when Backend is there.
#pragma warning disable EXTEXP0001 // The only way to leave out what the defaults add to every client.
        builder.Services.AddHttpClient(IssuerClient, http => http.Timeout = TimeSpan.FromSeconds(2)).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IHttpClientFactory>((jwt, clients) =>
        {
            jwt.EventsType = typeof(BearerEvents);
            jwt.Backchannel = clients.CreateClient(IssuerClient);
        });
    }

    private static string? WithoutKey(HttpContext context) =>
        context.Request.Headers.ContainsKey(ApiKeyHandler.Header) ? null : JwtBearerDefaults.AuthenticationScheme;
}
