using System.Text.Json;
using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.DeadLettering;

namespace LeadPlatform.DataService.DeadLetters;

internal static class DeadLetterShapes
{
    public static DeadLetterView ToView(this DeadLetter letter) => new(
        (long)letter.Sequence, letter.Consumer, letter.Subject, letter.Reason, letter.Attempts, letter.Event?.Id, letter.Event?.LeadId, letter.Event?.Time, letter.At);

    public static DeadLetterDetail ToDetail(this DeadLetter letter) => new(
        letter.ToView(),
        (long)letter.EventSequence,
        letter.Body.Length,
        letter.Event is { } one ? JsonSerializer.SerializeToElement(one, EventJson.Default.EventEnvelope) : null);
}
