using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Messaging;

public sealed class MessagingOptions
{
    public const string Section = "Messaging";

    /// <summary>Copies of each stream in the NATS cluster: 1 on one server, 3 on a cluster of three. Default 1.</summary>
    [Range(1, 5, ErrorMessage = "Messaging:Replicas must be from 1 to 5.")]
    public int Replicas { get; set; } = 1;

    /// <summary>How long events stay in the stream. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = "Messaging:Retention must be from 00:01:00 to 365.00:00:00.")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long dead letters stay, and those that are replayed wait for their consumer. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = "Messaging:DeadLetterRetention must be from 00:01:00 to 365.00:00:00.")]
    public TimeSpan DeadLetterRetention { get; set; } = TimeSpan.FromDays(30);
}
