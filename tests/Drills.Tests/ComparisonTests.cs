using LeadPlatform.Drills.Comparing;
using LeadPlatform.Drills.Load;
using LeadPlatform.TestHost;

namespace LeadPlatform.Drills.Tests;

public sealed class ComparisonTests
{
    private static readonly DateTimeOffset Target = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LeadBodies Bodies = new("compared");

    [Fact]
    public void What_was_told_before_the_moment_and_is_stored_once_has_no_fault_whatever_was_under_way_at_it()
    {
        SentLead[] sent = [Told(1, -10), Told(2, -5), UnderWay(3, -1), Told(4, +2)];
        Compare(sent, Stored(sent[0]), Stored(sent[1])).Faults().ShouldBeEmpty();
        Compare(sent, Stored(sent[0]), Stored(sent[1]), new StoredLead(Guid.NewGuid(), sent[2].Key, Posted(3))).Faults().ShouldBeEmpty();
    }

    [Fact]
    public void A_lead_that_is_missing_or_has_another_id_is_lost()
    {
        SentLead[] sent = [Told(1, -10), Told(2, -5)];
        Compare(sent, Stored(sent[0])).Lost.ShouldBe(1);
        var other = Compare(sent, Stored(sent[0]), Stored(sent[1]) with { LeadId = Guid.NewGuid() });
        other.Lost.ShouldBe(1);
        other.Faults().Count.ShouldBe(2);
    }

    [Fact]
    public void A_lead_that_stands_there_twice_or_without_its_key_is_doubled()
    {
        var lead = Told(1, -10);
        Compare([lead], Stored(lead), Stored(lead) with { LeadId = Guid.NewGuid() }).Doubled.ShouldBe(1);
        Compare([lead], Stored(lead), Stored(lead) with { LeadId = Guid.NewGuid(), Key = null }).Faults().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_lead_that_says_something_else_is_changed_and_changes_the_hash()
    {
        var lead = Told(1, -10);
        var comparison = Compare([lead], Stored(lead) with { Fingerprint = Posted(2) });
        comparison.Changed.ShouldBe(1);
        comparison.StoredHash.ShouldNotBe(comparison.DueHash);
    }

    [Fact]
    public void A_lead_that_was_sent_after_the_moment_is_too_new()
    {
        SentLead[] sent = [Told(1, -10), Told(2, +1)];
        Compare(sent, Stored(sent[0]), Stored(sent[1])).TooNew.ShouldBe(1);
    }

    private static Comparison Compare(SentLead[] sent, params StoredLead[] stored) => Comparison.Of(sent, Bodies, stored, Target);

    private static SentLead UnderWay(int number, double seconds) => new($"key-{number}", number, Target.AddSeconds(seconds));

    /// <summary>Sent so many seconds after the moment, and answered half a second later.</summary>
    private static SentLead Told(int number, double seconds)
    {
        var lead = UnderWay(number, seconds);
        lead.Acknowledge(Guid.NewGuid(), Target.AddSeconds(seconds + 0.5));
        return lead;
    }

    private static StoredLead Stored(SentLead lead) => new(lead.LeadId!.Value, lead.Key, Posted(lead.Number));

    private static string Posted(int number) => Fingerprint.OfPost(Bodies[number]);
}
