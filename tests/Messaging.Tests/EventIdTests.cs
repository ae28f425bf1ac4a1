using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Events;

namespace LeadPlatform.Messaging.Tests;

public sealed class EventIdTests
{
    [Fact]
    public void The_same_cause_and_type_give_the_same_id_and_any_other_another()
    {
        var (a, b) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        EventId.From(a, LeadEvents.Qualified).ShouldBe(EventId.From(a, LeadEvents.Qualified));
        EventId.From(a, LeadEvents.Qualified).ShouldNotBe(EventId.From(a, LeadEvents.Disqualified));
        EventId.From(a, LeadEvents.Qualified).ShouldNotBe(EventId.From(b, LeadEvents.Qualified));
    }

    [Fact]
    public void An_id_made_from_a_cause_is_a_uuid_of_version_7_with_the_causes_time()
    {
        var cause = Guid.CreateVersion7(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var id = EventId.From(cause, LeadEvents.Qualified);
        id.Version.ShouldBe(7);
        id.ToByteArray(bigEndian: true).AsSpan(0, 6).SequenceEqual(cause.ToByteArray(bigEndian: true).AsSpan(0, 6)).ShouldBeTrue();
    }
}
