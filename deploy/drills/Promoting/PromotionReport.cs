using LeadPlatform.Drills.Comparing;

namespace LeadPlatform.Drills.Promoting;

/// <summary>The record of one promotion under load.</summary>
/// <param name="Synchronous">Whether a commit waited for a replica.</param>
/// <param name="CutOff">How long before the kill the replicas had lost the primary.</param>
/// <param name="AfterIt">What the promoted server held of what was answered 201 before the kill.</param>
/// <param name="PromotedAfter">From the kill until a replica took writes.</param>
/// <param name="CapturedAfter">From the kill until a lead sent after it had its 201.</param>
/// <param name="AtTheEnd">Once every lead had its 201 and its outcome; without synchronous commit what is lost stays lost.</param>
internal sealed record PromotionReport(
    DateTimeOffset At, bool Synchronous, TimeSpan CutOff, string Promoted, Comparison AfterIt, TimeSpan PromotedAfter, TimeSpan CapturedAfter, Comparison AtTheEnd, IReadOnlyList<string> Faults)
{
    public IEnumerable<string> Lines()
    {
        yield return $"promotion {(Synchronous ? "with synchronous commit to one of two replicas" : "without synchronous commit")}, replicas cut off {CutOff.TotalSeconds:0.0} s before the kill: {AfterIt.Lost} of {AfterIt.Due} acknowledged leads lost; {Promoted} took writes after {PromotedAfter.TotalSeconds:0.00} s, first lead captured after {CapturedAfter.TotalSeconds:0.00} s";
        yield return $"at the end: {AtTheEnd}";
    }
}

/// <summary>The record of both.</summary>
internal sealed record ReplicaReport(PromotionReport Synchronous, PromotionReport Asynchronous)
{
    public IEnumerable<string> Lines() => Synchronous.Lines().Concat(Asynchronous.Lines());

    public IReadOnlyList<string> Faults() => [.. Synchronous.Faults, .. Asynchronous.Faults];
}
