namespace LeadPlatform.Messaging.DeadLettering;

/// <summary>What a message in the streams <c>DEAD</c> and <c>REPLAY</c> says of itself beside its body.</summary>
internal static class DeadLetterHeaders
{
    public const string Reason = "Dead-Reason";

    /// <summary>The event's own subject, however often it was replayed.</summary>
    public const string Subject = "Dead-Subject";

    /// <summary>Where it stood in the stream of events.</summary>
    public const string Sequence = "Dead-Sequence";

    /// <summary>All it has had, those of replays among them.</summary>
    public const string Attempts = "Dead-Attempts";
}
