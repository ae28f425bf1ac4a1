using LeadPlatform.Drills.Comparing;

namespace LeadPlatform.Drills.Restoring;

/// <summary>The record of one restore.</summary>
/// <param name="Deleted">Leads that the accident deleted.</param>
/// <param name="Recovered">Right after the recovery, before any service wrote again.</param>
/// <param name="SentAgain">Leads that were answered 201 after the target: lost, and captured again when their publishers sent them again.</param>
/// <param name="AtTheEnd">When all was sent again: nothing may be missing.</param>
/// <param name="Republished">Events put into the outboxes again, by type.</param>
/// <param name="DataLoss">From the newest lead that is back to the deletion: the RPO reached.</param>
/// <param name="ArchiveBehind">From the newest segment in the archive to the destruction: what would have been lost without a deletion.</param>
/// <param name="RecoveryTook">From the copy of the base backup until the server takes writes.</param>
/// <param name="DownTime">From the destruction until a new lead was captured: the RTO reached.</param>
/// <param name="CaughtUpAfter">From the destruction until every lead had its outcome and could be found.</param>
internal sealed record RestoreReport(
    DateTimeOffset At, DateTimeOffset Deletion, DateTimeOffset Target, DateTimeOffset Destruction, long Deleted, Comparison Recovered, int SentAgain, Comparison AtTheEnd,
    IReadOnlyDictionary<string, int> Republished, TimeSpan BackupTook, TimeSpan DataLoss, TimeSpan ArchiveBehind, TimeSpan RecoveryTook, TimeSpan DownTime, TimeSpan CaughtUpAfter, IReadOnlyList<string> Faults)
{
    public static readonly TimeSpan DataLossTarget = TimeSpan.FromHours(1);
    public static readonly TimeSpan DownTimeTarget = TimeSpan.FromHours(4);

    public IEnumerable<string> Lines()
    {
        yield return $"restore: base backup under load {Seconds(BackupTook)}; {Deleted} leads deleted at {Deletion:HH:mm:ss.fff}Z, data directory destroyed {Seconds(Destruction - Deletion)} later; brought back to {Target:HH:mm:ss.fff}Z";
        yield return $"recovered in {Seconds(RecoveryTook)}: {Recovered}";
        yield return $"put into the outboxes again: {(Republished.Count == 0 ? "nothing" : string.Join(", ", Republished.Select(type => $"{type.Key} {type.Value}")))}; {SentAgain} leads of after the target sent again by their publishers";
        yield return $"at the end: {AtTheEnd}";
        yield return $"RPO {Seconds(DataLoss)} (target {DataLossTarget.TotalHours:0} h; archive {Seconds(ArchiveBehind)} behind at the destruction), RTO {Seconds(DownTime)} (target {DownTimeTarget.TotalHours:0} h), every outcome and the search index after {Seconds(CaughtUpAfter)}";
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.0} s";
}
