using System.Diagnostics;
using LeadPlatform.Crash.Tests.Load;
using LeadPlatform.TestHost;

namespace LeadPlatform.Crash.Tests.Faults;

/// <summary>Makes one part fail under load, and sees what the publishers saw.</summary>
internal sealed class FaultRun(RunningPlatform platform, Journal journal, Readiness readiness)
{
    public static readonly TimeSpan FrozenFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(700);

    /// <summary>kill -9; the platform starts it again by itself.</summary>
    public async Task<FaultReport> KillAsync(Victim victim)
    {
        var process = PlatformProcess.Of(platform, victim.Name);
        var (started, inFlight) = (Stopwatch.GetTimestamp(), journal.InFlight);
        await process.KillAsync();
        while (PlatformProcess.Find(platform, victim.Name) is not { } next || next.Id == process.Id)
            await Task.Delay(10);
        return await ReportAsync(victim, "kill -9", started, Stopwatch.GetTimestamp(), since: started, inFlight);
    }

    /// <summary>Stops it for five seconds and lets it go on.</summary>
    public async Task<FaultReport> FreezeAsync(Victim victim, TimeSpan? duration = null)
    {
        var process = PlatformProcess.Of(platform, victim.Name);
        await process.FreezeAsync();
        var (started, inFlight) = (Stopwatch.GetTimestamp(), journal.InFlight);
        await Task.Delay(duration ?? FrozenFor);
        var ended = Stopwatch.GetTimestamp();
        await process.ThawAsync();
        return await ReportAsync(victim, $"stop {(duration ?? FrozenFor).TotalSeconds:0} s", started, ended, since: ended, inFlight);
    }

    private async Task<FaultReport> ReportAsync(Victim victim, string what, long started, long ended, long since, int inFlight)
    {
        var (isReady, waited) = await readiness.WaitAsync();
        var ready = Stopwatch.GetTimestamp();
        isReady &= await readiness.WaitForOutcomeAsync();
        var outcome = Stopwatch.GetElapsedTime(since);
        await Task.Delay(Settle);
        var away = journal.Within(started, ended);
        // What was sent while it was away may be refused later.
        var refused = journal.Within(started, ready).Where(answer => answer.Sent <= ended && answer.Status != 201).ToArray();
        return new FaultReport(
            victim, what, inFlight, Stopwatch.GetElapsedTime(started, ended), away.Count(answer => answer.Status == 201), refused,
            Stopwatch.GetElapsedTime(since, ready), outcome, isReady, waited);
    }
}

/// <summary>What the publishers saw of one fault.</summary>
/// <param name="InFlight">Leads that were sent and not answered when it began.</param>
/// <param name="Away">How long the part was away: until its next process was started, or until it went on.</param>
/// <param name="CapturedWhileAway">201s to leads that were sent and answered in that time.</param>
/// <param name="Refused">Other answers to leads sent in that time.</param>
/// <param name="ReadyAfter">From the kill, or from the moment it went on, until every part was healthy and a new lead was captured.</param>
/// <param name="OutcomeAfter">Until a new lead had its outcome: what was held up comes first.</param>
/// <param name="IsReady">False where the wait was given up.</param>
/// <param name="Waited">What was missing, and until when.</param>
internal sealed record FaultReport(
    Victim Victim, string What, int InFlight, TimeSpan Away, int CapturedWhileAway, IReadOnlyList<Answer> Refused, TimeSpan ReadyAfter, TimeSpan OutcomeAfter, bool IsReady, string Waited)
{
    public const string Header = "fault                     in flight   away s  201 while away  503   no answer  slowest refusal s  ready after s  outcome after s";

    private TimeSpan SlowestRefusal => Refused.Count == 0 ? TimeSpan.Zero : Refused.Max(answer => answer.Took);

    public override string ToString() =>
        $"{What + " " + Victim.Name,-24} {InFlight,10} {Away.TotalSeconds,8:0.0} {CapturedWhileAway,15} {Refused.Count(answer => answer.Status == 503),4} {Refused.Count(answer => answer.Status == 0),11} " +
        $"{SlowestRefusal.TotalSeconds,18:0.000} {ReadyAfter.TotalSeconds,14:0.0} {OutcomeAfter.TotalSeconds,16:0.0}{(ReadyAfter.TotalSeconds > 5 ? "  " + Waited : "")}";
}
