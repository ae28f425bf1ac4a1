using LeadPlatform.Drills.Comparing;
using LeadPlatform.Drills.Load;
using LeadPlatform.Drills.Running;
using LeadPlatform.Drills.Servers;
using LeadPlatform.TestHost;

namespace LeadPlatform.Drills.Promoting;

/// <summary>
/// Kills the primary of a platform under load and promotes a replica, twice: with commits that wait for a replica no acknowledged lead may be lost, without them some are.
/// The services are given all servers in one connection string and find the one that takes writes by themselves.
/// </summary>
internal sealed class ReplicaDrill(ReplicaOptions options, TimeProvider time, Action<string> say) : IAsyncDisposable
{
    private const int Publishers = 16;
    private const int Replicas = 2;
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromMinutes(3);

    private readonly PostgresSite _site = new();
    private RunningPlatform? _platform;
    private ReplicaSet? _servers;

    public async Task<ReplicaReport> RunAsync(CancellationToken cancellationToken)
    {
        say("Starting a primary with two replicas, and the platform on them …");
        _servers = new ReplicaSet(_site);
        await _servers.StartAsync(Replicas, cancellationToken);
        _platform = await DrillPlatform.StartAsync(_servers.All, _site, cancellationToken);
        var synchronous = await PromoteAsync(_platform, "sync", synchronous: true, cancellationToken);
        var asynchronous = await PromoteAsync(_platform, "async", synchronous: false, cancellationToken);
        return new ReplicaReport(synchronous, asynchronous);
    }

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
            await _platform.DisposeAsync();
        await _site.DisposeAsync();
    }

    private async Task<PromotionReport> PromoteAsync(RunningPlatform platform, string run, bool synchronous, CancellationToken cancellationToken)
    {
        var servers = _servers!;
        await servers.SetSynchronousAsync(synchronous, cancellationToken);
        say($"Capturing {options.Rate} leads/s {(synchronous ? "with" : "without")} synchronous commit; the primary dies …");
        await using var load = new LeadLoad(platform, Publishers, options.Rate, run);
        load.Start();
        await Task.Delay(options.Load, time, cancellationToken);
        await servers.CutOffAsync(cancellationToken);
        await Task.Delay(options.CutOff, time, cancellationToken);
        await servers.Primary.KillAsync();
        var killed = time.GetUtcNow();

        var old = await servers.PromoteAsync(cancellationToken);
        var promoted = time.GetUtcNow();
        await servers.FollowAsync(cancellationToken);
        var captured = await load.CapturedAfterAsync(killed, cancellationToken);
        say($"{servers.Primary.Name} has taken over. The old primary's place is filled again …");
        Directory.Delete(old.DataDirectory, recursive: true);
        await servers.AddReplicaAsync(old.Port, cancellationToken);

        await load.FinishAsync(CatchUpLimit);
        await DrillPlatform.CaughtUpAsync(servers.Primary, CatchUpLimit, cancellationToken);
        var stored = (await StoredLead.ReadAsync(servers.Primary, cancellationToken)).Where(lead => lead.Key?.StartsWith(load.KeyPrefix, StringComparison.Ordinal) == true).ToArray();
        // Only what was told before the kill can be lost with it; what came after is in the last comparison.
        var told = load.Sent.Where(lead => lead.Acknowledged is null || lead.Acknowledged <= killed).ToArray();
        var afterIt = Comparison.Of(told, load.Bodies, stored, until: null);
        var atTheEnd = Comparison.Of(load.Sent, load.Bodies, stored, until: null);
        return new PromotionReport(
            time.GetUtcNow(), synchronous, options.CutOff, servers.Primary.Name, afterIt, promoted - killed, captured - killed, atTheEnd, Faults(synchronous, afterIt, atTheEnd));
    }

    /// <summary>Without synchronous commit a loss is what is measured, and no fault; but nothing may be doubled or changed, and nothing lost that came after the promotion.</summary>
    private static IReadOnlyList<string> Faults(bool synchronous, Comparison afterIt, Comparison atTheEnd)
    {
        if (synchronous)
            return [.. afterIt.Faults(), .. atTheEnd.Faults()];
        return atTheEnd.Lost == afterIt.Lost && atTheEnd.Doubled + atTheEnd.Changed == 0 ? [] : [$"More than what the old primary alone had is wrong: {atTheEnd}"];
    }
}
