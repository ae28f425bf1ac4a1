using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ServiceDefaults.Tests.Auditing;

public sealed class AuditedEndpointTests
{
    [Fact]
    public async Task The_internal_port_lists_what_each_endpoint_asks_for_and_writes_to_the_audit_log()
    {
        await using var service = await SampleService.StartAsync(map: app =>
        {
            app.MapPost("/written", () => "").RequirePermission(Permission.ManageAgents).Audited("thing.write");
            app.MapPost("/tried", () => "").RequirePermission(Permission.ManageAgents).NotAudited("it keeps nothing");
        });

        var endpoints = await service.Internal.GetFromJsonAsync<List<EndpointView>>("/endpoints", TestContext.Current.CancellationToken);

        endpoints.ShouldBe(
        [
            new("GET", "/open", EndpointView.Anonymous, null), new("GET", "/leads", "ReadLeads", null), new("GET", "/unsaid", EndpointView.Closed, null),
            new("GET", "/broken", EndpointView.Anonymous, null), new("POST", "/things", EndpointView.Anonymous, null),
            new("POST", "/written", "ManageAgents", "thing.write"), new("POST", "/tried", "ManageAgents", "none: it keeps nothing"),
        ]);
    }

    [Fact]
    public async Task The_list_is_not_on_the_public_port()
    {
        await using var service = await SampleService.StartAsync();

        using var answer = await service.GetAsync("/endpoints", service.Issuer.Token(Roles.Admin));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    public void An_entry_tells_the_network_and_not_the_address(string address, string network)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

        var entry = context.AuditAs("thing.write", "thing", 7);

        (entry.Actor, entry.Role, entry.Origin, entry.ResourceId).ShouldBe((AuditEntry.Nobody, AuditEntry.Nobody, network, "7"));
    }
}
