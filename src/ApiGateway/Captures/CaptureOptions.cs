using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>How the gateway hands captures on.</summary>
public sealed class CaptureOptions
{
    public const string Section = "Captures";

    /// <summary>Largest body of a lead. Default 65,536 bytes (64 KB).</summary>
    [Range(1_024, 1_048_576, ErrorMessage = "Captures:MaxBodyBytes must be from 1024 to 1048576 bytes.")]
    public int MaxBodyBytes { get; set; } = 65_536;

    /// <summary>
    /// Captures that wait to be handed on; past it a caller is told to come back (503, Retry-After) at once. At 10,000 a second the default of 1,000 is a wait
    /// of 100 ms at most.
    /// </summary>
    [Range(1, 100_000, ErrorMessage = "Captures:QueueLimit must be from 1 to 100000 captures.")]
    public int QueueLimit { get; set; } = 1_000;

    /// <summary>Captures in one call, at most. A call only grows with what waits: a lone capture is handed on at once. Default 256.</summary>
    [Range(1, 512, ErrorMessage = "Captures:BatchSize must be from 1 to 512 captures.")]
    public int BatchSize { get; set; } = 256;

    /// <summary>Calls under way at once. Default 3: more split the batches, fewer leave DataService waiting.</summary>
    [Range(1, 32, ErrorMessage = "Captures:Senders must be from 1 to 32.")]
    public int Senders { get; set; } = 3;

    /// <summary>Time DataService has for a call; past it the callers are told to try again. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "Captures:CallTimeout must be from 00:00:00.1 to 00:01:00.")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest body of a call. Default 4 MB; a batch ends before it.</summary>
    [Range(65_536, 16_777_216, ErrorMessage = "Captures:MaxCallBytes must be from 65536 to 16777216 bytes.")]
    public int MaxCallBytes { get; set; } = 4_194_304;
}
