using System.Text.Json;

namespace LeadPlatform.Contracts.DeadLetters;

/// <summary>An event that a consumer has given up: an item of <c>GET /v1/dead-letters</c>, oldest first.</summary>
/// <param name="Id">Rising, never used again.</param>
/// <param name="Consumer">The consumer that failed.</param>
/// <param name="Subject">The event's own subject; empty where nobody noted it.</param>
/// <param name="Reason">Without personal data.</param>
/// <param name="Attempts">How often it was tried, replays included.</param>
/// <param name="EventId">Null where the body is no event; so are <paramref name="LeadId"/> and <paramref name="EventAt"/>.</param>
/// <param name="EventAt">When it happened.</param>
/// <param name="GivenUpAt">When the consumer gave it up.</param>
public sealed record DeadLetterView(
    long Id, string Consumer, string Subject, string Reason, int Attempts, Guid? EventId, Guid? LeadId, DateTimeOffset? EventAt, DateTimeOffset GivenUpAt);

/// <summary>The answer of <c>GET /v1/dead-letters/{id}</c>.</summary>
/// <param name="EventSequence">Where it stood in the stream of events; 0 where nobody noted it.</param>
/// <param name="BodyBytes">Size of the body.</param>
/// <param name="Body">The event: ids and facts, nothing that tells who the consumer is. Null where the body is no event.</param>
public sealed record DeadLetterDetail(DeadLetterView DeadLetter, long EventSequence, int BodyBytes, JsonElement? Body);

/// <summary>The answer of <c>POST /v1/dead-letters/replay</c>.</summary>
/// <param name="Replayed">Handed to their consumers once more.</param>
/// <param name="Kept">Left where they are, because their body is no event.</param>
/// <param name="NextCursor">Pass it back as <c>cursor</c> to go on; null at the end. What fails again meanwhile is not replayed again.</param>
public sealed record ReplayAnswer(int Replayed, int Kept, string? NextCursor);
