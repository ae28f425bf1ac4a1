using System.Security.Claims;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.ServiceDefaults.Tests.Callers;

public sealed class CallerTests
{
    [Theory]
    [InlineData("leads.read", true)]
    [InlineData("leads.write leads.read agents.read", true)]
    [InlineData("leads.readers", false)]
    [InlineData("xleads.read", false)]
    [InlineData("", false)]
    public void A_scope_counts_as_a_whole_word(string scopes, bool has) =>
        Principal(new Claim(CallerClaims.Scope, scopes)).HasScope(Scopes.LeadsRead).ShouldBe(has);

    [Fact]
    public void Scopes_may_come_as_several_claims() =>
        Principal(new Claim(CallerClaims.Scope, "a"), new Claim(CallerClaims.Scope, Scopes.LeadsRead)).HasScope(Scopes.LeadsRead).ShouldBeTrue();

    [Fact]
    public void Ids_that_are_none_are_nobodys()
    {
        var caller = Principal(new Claim(CallerClaims.Subject, "s"), new Claim(CallerClaims.Role, Roles.Agent), new Claim(CallerClaims.AgentId, "1 or 1=1")).Caller();
        caller.ShouldBe(new Caller("s", Roles.Agent, null, null, null));
    }

    private static ClaimsPrincipal Principal(params Claim[] claims) => new(new ClaimsIdentity(claims, "test"));
}
