using System.Net;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ServiceDefaults.Tests.Calls;

public sealed class ServiceTokensTests
{
    [Fact]
    public async Task A_service_calls_another_with_a_token_of_its_own_found_by_its_name()
    {
        await using var called = await SampleService.StartAsync(map: app => app.MapGet("/internal", (System.Security.Claims.ClaimsPrincipal user) => user.Caller().Subject).RequirePermission(Permission.CallInside));
        await using var caller = await SampleService.StartAsync(
            builder => builder.AddServiceClient<Client>("other"),
            settings: [
                ("services:other:http:0", called.Public.BaseAddress!.AbsoluteUri),
                ("Identity:Issuer", called.Issuer.Address),
                ("Identity:Backend", called.Issuer.Address + "/"),
            ]);
        var client = caller.Services.GetRequiredService<Client>();

        (await client.Http.GetStringAsync("/internal")).ShouldBe("test-service");
        // Without it the door is closed.
        (await called.Public.GetAsync("/internal")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private sealed class Client(HttpClient http)
    {
        public HttpClient Http { get; } = http;
    }
}
