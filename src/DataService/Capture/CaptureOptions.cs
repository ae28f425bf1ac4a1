using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Capture;

public sealed class CaptureOptions
{
    public const string Section = "Capture";

    /// <summary>Largest body of a lead. Default 65,536 bytes (64 KB).</summary>
    [Range(1_024, 1_048_576, ErrorMessage = "Capture:MaxBodyBytes must be from 1024 to 1048576 bytes.")]
    public int MaxBodyBytes { get; set; } = 65_536;

    /// <summary>Leads that may wait for their commit; past it a capture is answered 503. Default 20,000.</summary>
    [Range(100, 1_000_000, ErrorMessage = "Capture:QueueLimit must be from 100 to 1000000 leads.")]
    public int QueueLimit { get; set; } = 20_000;

    /// <summary>Leads in one transaction, at most. It only grows with what waits: a lone lead is committed at once. Default 512.</summary>
    [Range(1, 5_000, ErrorMessage = "Capture:BatchSize must be from 1 to 5000 leads.")]
    public int BatchSize { get; set; } = 512;

    /// <summary>Transactions under way at once. Default 2: while one waits for the disk the other is built.</summary>
    [Range(1, 32, ErrorMessage = "Capture:Writers must be from 1 to 32.")]
    public int Writers { get; set; } = 2;

    /// <summary>
    /// Leads that wait or are being written, on average, from which relays and consumers that share the machine give way (<c>Messaging:Pacing</c>).
    /// Default 12: at 1,000 leads a second and 5 ms a commit it is 5.
    /// </summary>
    [Range(1, 100_000, ErrorMessage = "Capture:GiveWayFrom must be from 1 to 100000 leads.")]
    public int GiveWayFrom { get; set; } = 12;

    /// <summary>Longest <c>Prefer: wait</c>. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Capture:MaxWait must be from 00:00:00 to 00:01:00.")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Callers that may wait for an outcome at once; others get their answer after the commit. Default 10,000.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Capture:MaxWaiting must be from 0 to 1000000 callers.")]
    public int MaxWaiting { get; set; } = 10_000;
}
