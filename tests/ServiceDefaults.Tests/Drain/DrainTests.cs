using System.Net;
using LeadPlatform.ServiceDefaults.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace LeadPlatform.ServiceDefaults.Tests.Drain;

public sealed class DrainTests
{
    [Fact]
    public async Task A_service_that_stops_is_unready_first_and_answers_what_is_under_way()
    {
        var (started, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var service = await SampleService.StartAsync(map: app => app.MapGet("/slow", async () =>
        {
            started.SetResult();
            await finish.Task;
            return "done";
        }).AllowAnonymous(), settings: ("Drain:Delay", "00:00:05"));
        var slow = service.Public.GetAsync("/slow");
        await started.Task;

        var stopping = service.StopAsync();
        using (var health = await service.Internal.GetAsync("/health"))
            health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        // Callers that have not looked away yet are still answered.
        (await service.Public.GetAsync("/open")).StatusCode.ShouldBe(HttpStatusCode.OK);
        finish.SetResult();

        (await (await slow).Content.ReadAsStringAsync()).ShouldBe("done");
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
