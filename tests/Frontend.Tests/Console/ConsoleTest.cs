using System.Security.Claims;
using Bunit;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Frontend.Console.Agents;
using LeadPlatform.Frontend.Console.Leads;
using LeadPlatform.Frontend.Console.Leads.Inbox;
using LeadPlatform.Frontend.Console.Leads.Live;
using LeadPlatform.Frontend.Console.Reader;
using LeadPlatform.Frontend.Gateway;
using LeadPlatform.Frontend.SignIn;
using LeadPlatform.Frontend.Tests.StandIn;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace LeadPlatform.Frontend.Tests.Console;

/// <summary>Components on the real services of a circuit, which talk over HTTP to a stand-in of the gateway of each test's own.</summary>
public abstract class ConsoleTest : BunitContext, IAsyncLifetime
{
    // A machine with more to do than this test; what holds is seen as soon as it does.
    static ConsoleTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(60);

    private protected StandInGateway Gateway { get; private set; } = null!;

    /// <summary>Who is signed in.</summary>
    protected virtual StandInUser User => StandInUser.Manager;

    /// <summary>The clock of the services.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    public async ValueTask InitializeAsync()
    {
        Gateway = await StandInGateway.StartAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(Clock);
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddHttpClient(GatewayExtensions.ClientName, http => http.BaseAddress = new Uri(Gateway.Address));
        Services.AddHttpClient(GatewayExtensions.StreamClientName, http => http.BaseAddress = new Uri(Gateway.Address));
        Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme);
        Services.AddSingleton<Sessions>().AddSingleton<UserTokens>();
        Services.AddScoped<PlatformApi>().AddScoped<LeadsApi>().AddScoped<AgentsApi>().AddScoped<LeadFeed>().AddScoped<LeadInbox>().AddScoped<ReaderSettings>();
        Services.AddCascadingAuthenticationState();
        Services.AddSingleton<AuthenticationStateProvider>(services => new SignedIn(services.GetRequiredService<Sessions>(), Gateway.Issuer.AccessTokenOf(User), User));
        Services.AddAuthorizationCore();
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: true));
        await Services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync();
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class SignedIn(Sessions sessions, string accessToken, StandInUser user) : AuthenticationStateProvider
    {
        private AuthenticationState? _state;

        public override async Task<AuthenticationState> GetAuthenticationStateAsync()
        {
            if (_state is not null)
                return _state;
            var identity = new ClaimsIdentity("console", CallerClaims.Name, CallerClaims.Role);
            identity.AddClaims([new(CallerClaims.Name, user.Name), new(CallerClaims.Role, user.Role), new(CallerClaims.Scope, TestToken.ScopesOf(user.Role))]);
            if (user.AgentId is { } agent)
                identity.AddClaim(new(CallerClaims.AgentId, agent.ToString()));
            var properties = new AuthenticationProperties { ExpiresUtc = DateTimeOffset.UtcNow.AddDays(1) };
            properties.StoreTokens([new() { Name = "access_token", Value = accessToken }, new() { Name = "expires_at", Value = DateTimeOffset.UtcNow.AddDays(1).ToString("O") }]);
            var principal = new ClaimsPrincipal(identity);
            await sessions.StoreAsync(new AuthenticationTicket(principal, properties, "Cookies"));
            return _state = new AuthenticationState(principal);
        }
    }
}
