using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadPlatform.Backend.Sources;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using PlatformScopes = LeadPlatform.Contracts.Access.Scopes;

namespace LeadPlatform.Backend.Tests.Identity;

public sealed class ClientTokenTests(BackendFixture shared) : BackendTest(shared)
{
    [Theory]
    [InlineData("gateway")]
    [InlineData("dataservice")]
    [InlineData("orchestrator")]
    [InlineData("backend")]
    [InlineData("frontend")]
    public async Task Every_service_gets_a_token_for_the_platform(string name)
    {
        var token = new JsonWebToken(await Host.ServiceTokenAsync(name));

        token.Subject.ShouldBe(name);
        token.GetClaim(CallerClaims.Role).Value.ShouldBe(Roles.Service);
        token.GetClaim(CallerClaims.Scope).Value.ShouldBe(PlatformScopes.Platform);
    }

    [Fact]
    public async Task A_client_may_send_its_secret_by_basic_authentication()
    {
        using var http = Host.With(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"gateway:{BackendData.SecretOf("gateway")}")));

        await http.PostAsync("/connect/token", BackendHost.Form(("grant_type", "client_credentials")), Cancellation).ShouldBeAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("gateway", "wrong", "platform", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("nobody", "wrong", "platform", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("gateway", null, "admin", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("gateway", null, "everything", HttpStatusCode.BadRequest, "invalid_scope")]
    public async Task A_wrong_secret_or_a_scope_that_is_not_theirs_gets_no_token(string client, string? secret, string scope, HttpStatusCode status, string error)
    {
        using var http = Host.With(null);

        var answer = await http.PostAsync("/connect/token", BackendHost.Form(
            ("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret ?? BackendData.SecretOf(client)), ("scope", scope)), Cancellation).ShouldBeAsync(status);

        answer.GetProperty("error").GetString().ShouldBe(error);
    }

    [Fact]
    public async Task The_console_gets_no_users_scope_for_itself()
    {
        using var http = Host.With(null);

        var answer = await http.PostAsync("/connect/token", BackendHost.Form(
            ("grant_type", "client_credentials"), ("client_id", "frontend"), ("client_secret", BackendData.SecretOf("frontend")), ("scope", "admin leads.read platform")), Cancellation)
            .ShouldBeAsync(HttpStatusCode.OK);

        new JsonWebToken(answer.GetProperty("access_token").GetString()).GetClaim(CallerClaims.Scope).Value.ShouldBe(PlatformScopes.Platform);
    }

    [Fact]
    public async Task A_client_of_configuration_stands_for_an_admin_with_no_more_than_it_names_and_is_gone_when_it_is_named_no_more()
    {
        await using var data = await BackendData.CreateAsync(Shared);
        await BackendData.MigrateAsync(data.With(
            ("Identity:Clients:night:Secret", "a-secret-of-the-night-job"), ("Identity:Clients:night:Role", "admin"), ("Identity:Clients:night:Scopes", "admin leads.read")), "Development");
        await using var host = BackendHost.Start(data.Settings);
        using var http = host.With(null);
        var form = BackendHost.Form(("grant_type", "client_credentials"), ("client_id", "night"), ("client_secret", "a-secret-of-the-night-job"));

        var answer = await http.PostAsync("/connect/token", form, Cancellation).ShouldBeAsync(HttpStatusCode.OK);

        var me = await host.With(answer.GetProperty("access_token").GetString()).ReadAsync("/v1/me").ShouldBeAsync<MeView>(HttpStatusCode.OK);
        (me.Sub, me.Role).ShouldBe(("night", Roles.Admin));
        me.Scopes.ShouldBe([PlatformScopes.Admin, PlatformScopes.LeadsRead], ignoreOrder: true);
        await BackendData.MigrateAsync(data.Settings, "Development");
        (await data.QueryAsync<long>("select count(*) from oauth_client where client_id = 'night'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("Role", "owner", "Role must be service, admin or manager")]
    [InlineData("Scopes", "admin platform", "Scopes may name these")]
    [InlineData("Secret", "short", "Secret must have 16 characters")]
    public async Task A_wrong_client_stops_the_migration_and_is_named(string name, string value, string reason)
    {
        await using var data = await BackendData.CreateAsync(Shared);
        var settings = data.With(("Identity:Clients:night:Secret", "a-secret-of-the-night-job"), ("Identity:Clients:night:Role", "admin"), ($"Identity:Clients:night:{name}", value));

        (await Should.ThrowAsync<InvalidOperationException>(() => BackendData.MigrateAsync(settings, "Development"))).Message.ShouldContain($"Identity:Clients:night:{reason}");
    }

    [Fact]
    public async Task A_sources_own_client_gets_a_token_of_the_source()
    {
        var source = await AddSourceClientAsync();
        using var http = Host.With(null);
        var form = BackendHost.Form(("grant_type", "client_credentials"), ("client_id", Source.ClientIdOf(source.SourceId)), ("client_secret", "a-secret-of-a-source"));

        var answer = await http.PostAsync("/connect/token", form, Cancellation).ShouldBeAsync(HttpStatusCode.OK);

        var token = new JsonWebToken(answer.GetProperty("access_token").GetString());
        token.Subject.ShouldBe(source.SourceId.ToString());
        token.GetClaim(CallerClaims.Role).Value.ShouldBe(Roles.Source);
        token.GetClaim(CallerClaims.SourceId).Value.ShouldBe(source.SourceId.ToString());
        token.GetClaim(CallerClaims.PublisherId).Value.ShouldBe(source.PublisherId.ToString());
        token.GetClaim(CallerClaims.Scope).Value.Split(' ').ShouldBe([PlatformScopes.LeadsWrite, PlatformScopes.LeadsRead, PlatformScopes.Imports], ignoreOrder: true);
    }

    [Fact]
    public async Task A_disabled_sources_client_gets_no_token()
    {
        var source = await AddSourceClientAsync();
        await Data.ExecuteAsync("update source set disabled = true where source_id = $1", source.SourceId);
        using var http = Host.With(null);
        var form = BackendHost.Form(("grant_type", "client_credentials"), ("client_id", Source.ClientIdOf(source.SourceId)), ("client_secret", "a-secret-of-a-source"));

        await http.PostAsync("/connect/token", form, Cancellation).ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    private async Task<Source> AddSourceClientAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BackendDb>();
        var publisher = new Publisher { PublisherId = Guid.CreateVersion7(), Name = "Publisher", CreatedAt = DateTimeOffset.UtcNow };
        var source = new Source { SourceId = Guid.CreateVersion7(), PublisherId = publisher.PublisherId, Name = "Source", CreatedAt = DateTimeOffset.UtcNow };
        db.AddRange(publisher, source);
        await db.SaveChangesAsync(Cancellation);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = Source.ClientIdOf(source.SourceId),
                ClientSecret = "a-secret-of-a-source",
                ClientType = ClientTypes.Confidential,
                Permissions =
                {
                    Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials,
                    Permissions.Prefixes.Scope + PlatformScopes.LeadsWrite, Permissions.Prefixes.Scope + PlatformScopes.LeadsRead,
                },
            },
            Cancellation);
        return source;
    }
}
