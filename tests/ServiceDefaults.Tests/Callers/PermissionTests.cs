using System.Net;
using System.Security.Claims;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;

namespace LeadPlatform.ServiceDefaults.Tests.Callers;

public sealed class PermissionTests
{
    public static TheoryData<string> AllRoles => [.. Roles.All];

    [Theory]
    [MemberData(nameof(AllRoles))]
    public void A_credential_with_every_scope_may_what_its_role_may_and_no_more(string role) =>
        Caller(role, string.Join(' ', Scopes.All)).Permissions().ShouldBe(Grants.OfRole(role));

    [Theory]
    [MemberData(nameof(AllRoles))]
    public void A_credential_without_scopes_may_look_after_itself_alone(string role) =>
        (Caller(role, "").Permissions() & ~(Permission.KnowSelf | Permission.OwnAccount)).ShouldBe(Permission.None);

    [Theory]
    [MemberData(nameof(AllRoles))]
    public void The_scopes_of_a_role_open_all_that_it_may(string role) =>
        Caller(role, string.Join(' ', Grants.ScopesOf(role))).Permissions().ShouldBe(Grants.OfRole(role));

    [Theory]
    [InlineData("")]
    [InlineData("root")]
    [InlineData("Admin")]
    [InlineData("admin manager")]
    public void A_role_that_there_is_not_may_nothing(string role) => Caller(role, string.Join(' ', Scopes.All)).Permissions().ShouldBe(Permission.None);

    [Fact]
    public void Every_permission_is_given_to_a_role_and_every_one_that_needs_a_scope_by_one()
    {
        var byRoles = Roles.All.Aggregate(Permission.None, (sum, role) => sum | Grants.OfRole(role));
        var byScopes = Scopes.All.Aggregate(Grants.OfScopes(""), (sum, scope) => sum | Grants.OfScope(scope));
        foreach (var permission in Enum.GetValues<Permission>())
            ((byRoles & permission) == permission && (byScopes & permission) == permission).ShouldBeTrue(permission.ToString());
    }

    [Fact]
    public void Calls_between_services_are_open_to_services_alone() =>
        Roles.All.Where(role => Grants.OfRole(role).HasFlag(Permission.CallInside)).ShouldBe([Roles.Service]);

    [Fact]
    public async Task The_permission_nearest_to_an_endpoint_counts_and_what_is_not_there_is_not_forbidden()
    {
        await using var service = await SampleService.StartAsync(map: app =>
        {
            var group = app.MapGroup("/group").RequirePermission(Permission.ReadAgents);
            group.MapGet("read", () => "read");
            group.MapGet("manage", () => "manage").RequirePermission(Permission.ManageAgents);
        });
        var agent = service.Issuer.Token(Roles.Agent);

        (await StatusAsync("/group/read", agent)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/group/manage", agent)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync("/group/manage", service.Issuer.Token(Roles.Manager, "agents.manage"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/group/manage", service.Issuer.Token(Roles.Manager, "agents.read"))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync("/nowhere", agent)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("/things", agent)).ShouldBe(HttpStatusCode.MethodNotAllowed);

        async Task<HttpStatusCode> StatusAsync(string path, string token)
        {
            using var answer = await service.GetAsync(path, token);
            return answer.StatusCode;
        }
    }

    private static ClaimsPrincipal Caller(string role, string scopes) => new(new ClaimsIdentity([new Claim(CallerClaims.Role, role), new Claim(CallerClaims.Scope, scopes)], "test"));
}
