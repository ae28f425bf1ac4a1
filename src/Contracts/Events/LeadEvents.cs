namespace LeadPlatform.Contracts.Events;

/// <summary>Names of the lead's events. The subject of an event is its type: one string for stream, outbox and timeline.</summary>
public static class LeadEvents
{
    /// <summary>JetStream stream that holds them: file storage, 7 days.</summary>
    public const string Stream = "LEADS";

    /// <summary>What the stream takes in.</summary>
    public const string AllSubjects = "leads.*.v1";

    public const string Received = "leads.received.v1";
    public const string Qualified = "leads.qualified.v1";
    public const string Disqualified = "leads.disqualified.v1";

    /// <summary>The qualification of a lead is better known than before. Changes no status: the lead has gone on since.</summary>
    public const string Amended = "leads.amended.v1";

    public const string Assigned = "leads.assigned.v1";
    public const string Unmatched = "leads.unmatched.v1";
    public const string DispositionSet = "leads.disposition-set.v1";

    /// <summary>The consumer has withdrawn the consent: nobody may act on the lead any more, whatever its state.</summary>
    public const string ConsentRevoked = "leads.consent-revoked.v1";

    /// <summary>Nothing that tells who the consumer is is left: whoever keeps something of the lead removes it.</summary>
    public const string Erased = "leads.erased.v1";
}

/// <summary>Where messages end that could not be handled, with the reason in a header.</summary>
public static class DeadLetters
{
    public const string Stream = "DEAD";

    /// <summary><c>dead.{durable consumer's name}</c>.</summary>
    public const string SubjectPrefix = "dead.";

    public const string AllSubjects = "dead.>";
}

/// <summary>Where dead letters go to be handled once more: by the consumer that failed, and by no other.</summary>
public static class Replays
{
    /// <summary>JetStream stream that holds them until they are handled: file storage, as long as dead letters.</summary>
    public const string Stream = "REPLAY";

    /// <summary><c>replay.{durable consumer's name}</c>.</summary>
    public const string SubjectPrefix = "replay.";

    public const string AllSubjects = "replay.*";
}
