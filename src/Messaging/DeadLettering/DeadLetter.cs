using LeadPlatform.Contracts.Events;

namespace LeadPlatform.Messaging.DeadLettering;

/// <summary>An event that a consumer has given up, as stream <c>DEAD</c> has it.</summary>
/// <param name="Sequence">Where it stands in the stream: its id, rising from 1, never used again.</param>
/// <param name="Consumer">The durable consumer that failed.</param>
/// <param name="Subject">The event's own; empty where nobody noted it.</param>
/// <param name="Attempts">How often it was tried, replays included.</param>
/// <param name="EventSequence">Where it stood in the stream of events; 0 where nobody noted it.</param>
/// <param name="At">When it was given up.</param>
/// <param name="Event">The body, or null where it is none.</param>
public sealed record DeadLetter(
    ulong Sequence, string Consumer, string Subject, string Reason, int Attempts, ulong EventSequence, DateTimeOffset At, string? TraceParent, ReadOnlyMemory<byte> Body, EventEnvelope? Event);
