using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;

namespace LeadPlatform.ServiceDefaults.Calls;

/// <summary>Calls from service to service: found by name, retried where that is safe, with the calling service's own token.</summary>
public static class ServiceCallExtensions
{
    internal static void AddServiceCalls(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(resilience => resilience.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
    }

    /// <summary>
    /// Adds a typed client of another service. Every request carries a token of this service (client credentials, scope <c>platform</c>),
    /// fetched when needed and kept until a minute before it expires.
    /// </summary>
    /// <param name="service">The service's name in discovery: <c>dataservice</c>, <c>backend</c>.</param>
    public static IHttpClientBuilder AddServiceClient<TClient>(this WebApplicationBuilder builder, string service) where TClient : class
    {
        builder.Services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient(CallerAuthenticationExtensions.BackchannelName);
        builder.Services.TryAddSingleton<ServiceTokens>();
        return builder.AddClient<TClient, ServiceTokenHandler>(service);
    }

    /// <summary>
    /// Adds a typed client of another service for requests that carry a caller's own token: it sets <c>Authorization</c> itself. 401 is thrown as
    /// <see cref="CredentialRefusedException"/>, which ends the caller's request with 401.
    /// </summary>
    /// <param name="service">As of <see cref="AddServiceClient{TClient}"/>.</param>
    public static IHttpClientBuilder AddCallerClient<TClient>(this WebApplicationBuilder builder, string service) where TClient : class =>
        builder.AddClient<TClient, CallerCredentialHandler>(service);

    private static IHttpClientBuilder AddClient<TClient, THandler>(this WebApplicationBuilder builder, string service) where TClient : class where THandler : DelegatingHandler
    {
        builder.Services.TryAddTransient<THandler>();
        return builder.Services.AddHttpClient<TClient>(http => http.BaseAddress = new Uri($"http://{service}")).AddHttpMessageHandler<THandler>();
    }
}
