using System.Diagnostics;
using LeadPlatform.Crash.Tests.Faults;
using LeadPlatform.Crash.Tests.Ledger;
using LeadPlatform.Crash.Tests.Load;
using LeadPlatform.TestHost;

[assembly: AssemblyFixture(typeof(RunningPlatform))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace LeadPlatform.Crash.Tests;

public sealed class CrashTests(RunningPlatform platform)
{
    private static readonly TimeSpan DatabaseDownLimit = TimeSpan.FromSeconds(1);

    /// <summary>A frozen database answers nothing: it is known to be away only once a call has taken too long.</summary>
    private static readonly TimeSpan DatabaseFrozenLimit = TimeSpan.FromSeconds(11);

    private static readonly TimeSpan OutcomeLimit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Whatever_is_killed_or_frozen_under_load_no_acknowledged_lead_is_lost_or_doubled_and_each_reaches_its_outcome()
    {
        var journal = new Journal();
        var faults = new List<string>();
        await using var load = new CaptureLoad(platform, journal, Soak.Is ? 64 : 32, Soak.Is ? 600 : 250);
        using var readiness = new Readiness(platform);
        await using var stored = new StoredLeads(platform);
        (await readiness.WaitAsync()).IsReady.ShouldBeTrue(platform.Output);
        Report.Line($"started in {platform.StartedIn.TotalSeconds:0.0} s");
        load.Start();
        await Task.Delay(Soak.Is ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(3));

        Report.Line(FaultReport.Header);
        var run = new FaultRun(platform, journal, readiness);
        for (var round = 0; round < Soak.Rounds; round++)
        {
            foreach (var victim in Victim.All)
                faults.AddRange(Check(await run.KillAsync(victim)));
            foreach (var victim in Victim.All)
                faults.AddRange(Check(await run.FreezeAsync(victim)));
            if (Soak.Is)
                faults.AddRange(CheckRefused(await run.FreezeAsync(Victim.All.Single(victim => victim.Name == Victim.Database), TimeSpan.FromSeconds(20))));
        }

        await load.StopAsync();
        faults.AddRange(await CompareAsync(journal, stored));
        faults.AddRange(await RepeatAsync(load, journal));
        faults.ShouldBeEmpty();
    }

    private static IEnumerable<string> Check(FaultReport fault)
    {
        Report.Line(fault.ToString());
        if (!fault.IsReady || fault.ReadyAfter > Readiness.Limit)
            yield return $"Not ready within {Readiness.Limit.TotalSeconds:0} s: {fault}";
        if (fault.Victim.CaptureGoesOn && (fault.CapturedWhileAway == 0 || fault.Refused.Count > 0))
            yield return $"Capture did not go on: {fault}";
        if (fault.Victim.Name != Victim.Database)
            yield break;
        foreach (var fact in CheckDatabase(fault))
            yield return fact;
    }

    private static IEnumerable<string> CheckDatabase(FaultReport fault)
    {
        var (killed, limit) = fault.What.StartsWith("kill", StringComparison.Ordinal) ? (true, DatabaseDownLimit) : (false, DatabaseFrozenLimit);
        if (fault.Refused.Any(answer => answer.Status != 503 || !answer.HasRetryAfter || answer.Took > limit) || (killed && fault.Refused.Count == 0))
            yield return $"Without the database every lead must be answered 503 with Retry-After within {limit.TotalSeconds:0} s: {fault}";
    }

    private static IEnumerable<string> CheckRefused(FaultReport fault) =>
        Check(fault).Concat(fault.Refused.Count == 0 ? [$"A database that hangs for long must be told to the publishers: {fault}"] : []);

    private static async Task<IReadOnlyList<string>> CompareAsync(Journal journal, StoredLeads stored)
    {
        var started = Stopwatch.GetTimestamp();
        while (await stored.CountUnfinishedAsync() > 0 && Stopwatch.GetElapsedTime(started) < OutcomeLimit)
            await Task.Delay(200);
        var comparison = await stored.CompareAsync(journal.Acknowledged);
        Report.Line($"all outcomes {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the last lead");
        Report.Line(comparison.ToString());
        var statuses = journal.Answers.GroupBy(answer => answer.Status).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count());
        Report.Line($"answers: {string.Join(", ", statuses.Select(status => $"{(status.Key == 0 ? "none" : status.Key)} {status.Value}"))}");
        var faults = comparison.Faults().ToList();
        if (journal.InFlight > 0 || journal.Contradictions.Count > 0)
            faults.Add($"{journal.InFlight} keys were given up, {journal.Contradictions.Count} were answered with two leads.");
        if (statuses.Keys.Except([0, 201, 503]).ToArray() is { Length: > 0 } odd)
            faults.Add($"Answers other than 201 and 503: {string.Join(", ", odd)}.");
        return faults;
    }

    /// <summary>Sends some of the keys once more: each must be answered with its first lead.</summary>
    private static async Task<IReadOnlyList<string>> RepeatAsync(CaptureLoad load, Journal journal)
    {
        var faults = new List<string>();
        foreach (var (key, lead) in journal.Acknowledged.OrderBy(told => told.Value).Where((_, i) => i % 50 == 0))
        {
            using var answer = await load.RepeatAsync(key);
            if ((int)answer.StatusCode != 201 || !answer.Headers.Contains("Idempotent-Replayed") || !answer.Headers.Location!.OriginalString.EndsWith($"{lead}", StringComparison.Ordinal))
                faults.Add($"{key} sent again is answered {(int)answer.StatusCode} with {answer.Headers.Location}, not with {lead}.");
        }

        return faults;
    }
}
