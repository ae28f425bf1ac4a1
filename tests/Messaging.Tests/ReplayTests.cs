using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.TestHost;

namespace LeadPlatform.Messaging.Tests;

public sealed class ReplayTests(PlatformServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_letter_that_is_replayed_comes_once_more_and_no_longer_stands_in_the_stream()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder { Answer = _ => Outcome.GiveUp("not today") };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        var letter = await GivenUpAsync(host, recorder);

        recorder.Answer = _ => Outcome.Done;
        await host.DeadLetters.ReplayAsync(letter, Cancellation);

        (await recorder.NextAsync()).Id.ShouldBe(letter.Event!.Id);
        (await host.DeadLetters.NextAsync(1, null, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_replay_that_begins_again_after_a_crash_between_its_steps_is_handled_once()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder { Answer = _ => Outcome.GiveUp("not today") };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        var (first, second) = (await GivenUpAsync(host, recorder), await GivenUpAsync(host, recorder));
        recorder.Answer = _ => Outcome.Done;

        // Published twice, as by a process that died before it deleted the first and one that came after it.
        await host.DeadLetters.ReplayAsync(first, Cancellation);
        await host.DeadLetters.ReplayAsync(first, Cancellation);
        await host.DeadLetters.ReplayAsync(second, Cancellation);

        (await recorder.NextAsync(2)).Select(one => one.Id).ShouldBe([first.Event!.Id, second.Event!.Id]);
    }

    [Fact]
    public async Task One_that_fails_again_keeps_its_subject_and_place_and_counts_all_attempts()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder { Answer = _ => Outcome.GiveUp("not today") };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        var letter = await GivenUpAsync(host, recorder);

        await host.DeadLetters.ReplayAsync(letter, Cancellation);
        await recorder.NextAsync();

        DeadLetter? again = null;
        await Eventually.HoldsAsync(async () => (again = await host.DeadLetters.NextAsync(letter.Sequence + 1, "test", Cancellation)) is not null);
        again!.ShouldSatisfyAllConditions(
            dead => dead.Subject.ShouldBe(LeadEvents.Unmatched),
            dead => dead.EventSequence.ShouldBe(letter.EventSequence),
            dead => dead.Attempts.ShouldBe(2),
            dead => dead.TraceParent.ShouldBe(letter.TraceParent));
    }

    private static async Task<DeadLetter> GivenUpAsync(MessagingHost host, Recorder recorder)
    {
        using var activity = new System.Diagnostics.Activity("capture").Start();
        var one = MessagingHost.Event();
        await host.Publisher.PublishAsync([one], Cancellation);
        await recorder.NextAsync();
        DeadLetter? letter = null;
        await Eventually.HoldsAsync(async () =>
        {
            for (letter = await host.DeadLetters.NextAsync(1, "test", Cancellation); letter is not null && letter.Event!.Id != one.Id;)
                letter = await host.DeadLetters.NextAsync(letter.Sequence + 1, "test", Cancellation);
            return letter is not null;
        });
        letter!.TraceParent.ShouldNotBeNull();
        return letter;
    }
}
