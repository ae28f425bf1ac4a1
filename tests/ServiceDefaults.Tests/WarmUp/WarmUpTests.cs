using System.Net;
using LeadPlatform.ServiceDefaults.Tests.Hosting;
using LeadPlatform.ServiceDefaults.WarmUp;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ServiceDefaults.Tests.WarmUp;

public sealed class WarmUpTests
{
    [Fact]
    public async Task A_service_is_ready_when_it_is_warm_and_not_before_and_tries_again_what_failed()
    {
        var fire = new Fire();
        await using var service = await SampleService.StartAsync(builder =>
        {
            builder.Services.AddSingleton(fire);
            builder.Services.AddWarmUp<Warmth>();
        });
        (await service.Internal.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        fire.Lit.SetResult();
        await Eventually.HoldsAsync(async () => (await service.Internal.GetAsync("/health")).StatusCode == HttpStatusCode.OK);
        fire.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task What_can_not_be_warmed_in_time_does_not_hold_the_service_up()
    {
        await using var service = await SampleService.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<Fire>();
                builder.Services.AddWarmUp<Warmth>();
            },
            settings: ("WarmUp:Limit", "00:00:00.3"));
        await Eventually.HoldsAsync(async () => (await service.Internal.GetAsync("/health")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_call_that_is_cut_off_at_the_limit_with_a_fault_of_its_own_does_not_end_the_service()
    {
        await using var service = await SampleService.StartAsync(builder => builder.Services.AddWarmUp<BrokenCircuit>(), settings: ("WarmUp:Limit", "00:00:00.3"));
        await Eventually.HoldsAsync(async () => (await service.Internal.GetAsync("/health")).StatusCode == HttpStatusCode.OK);
        (await service.Public.GetAsync("/open")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private sealed class BrokenCircuit : IWarmUp
    {
        public async Task WarmUpAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("The circuit is open.");
        }
    }

    private sealed class Fire
    {
        public TaskCompletionSource Lit { get; } = new();

        public int Attempts { get; set; }
    }

    private sealed class Warmth(Fire fire) : IWarmUp
    {
        public async Task WarmUpAsync(CancellationToken cancellationToken)
        {
            await fire.Lit.Task.WaitAsync(cancellationToken);
            if (++fire.Attempts == 1)
                throw new InvalidOperationException("not yet");
        }
    }
}
