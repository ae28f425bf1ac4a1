using System.Threading.Channels;
using LeadPlatform.DemoLeads.Generating;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DemoLeads.Posting;

/// <summary>Fills the platform first, then keeps a trickle coming.</summary>
internal sealed partial class DemoWorker(LeadInventor inventor, Func<LeadPoster> poster, IOptions<DemoOptions> options, TimeProvider time, ILogger<DemoWorker> logger) : BackgroundService
{
    private const int ReportEvery = 100;
    private int _captured;
    private int _refused;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await FillAsync(stoppingToken);
        Log.Filled(logger, _captured, _refused, options.Value.PerMinute);
        if (options.Value.PerMinute > 0)
            await TrickleAsync(stoppingToken);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        // One invents, several post: the same seed gives the same people however many post.
        var leads = Channel.CreateBounded<InventedLead>(options.Value.Concurrency);
        var posting = Enumerable.Range(0, options.Value.Concurrency).Select(_ => PostAllAsync(leads.Reader, cancellationToken)).ToList();
        for (var i = 0; i < options.Value.Initial; i++)
            await leads.Writer.WriteAsync(inventor.Next(), cancellationToken);
        leads.Writer.Complete();
        await Task.WhenAll(posting);
    }

    private async Task PostAllAsync(ChannelReader<InventedLead> leads, CancellationToken cancellationToken)
    {
        await foreach (var lead in leads.ReadAllAsync(cancellationToken))
            await PostAsync(lead, cancellationToken);
    }

    private async Task TrickleAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1) / options.Value.PerMinute, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await PostAsync(inventor.Next(), cancellationToken);
    }

    private async Task PostAsync(InventedLead lead, CancellationToken cancellationToken)
    {
        var result = await poster().PostAsync(lead, cancellationToken);
        var captured = result == PostResult.Captured ? Interlocked.Increment(ref _captured) : Volatile.Read(ref _captured);
        if (result == PostResult.Refused)
            Interlocked.Increment(ref _refused);
        else if (captured % ReportEvery == 0)
            Log.Progress(logger, captured);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4010, Level = LogLevel.Information, Message = "{Captured} invented leads captured so far")]
        public static partial void Progress(ILogger logger, int captured);

        [LoggerMessage(EventId = 4011, Level = LogLevel.Information, Message = "The platform is filled: {Captured} invented leads captured, {Refused} refused; from now on {PerMinute} a minute")]
        public static partial void Filled(ILogger logger, int captured, int refused, int perMinute);
    }
}
