using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Caching;

public sealed class LeadCacheOptions
{
    public const string Section = "LeadCache";

    /// <summary>How long an answer is kept, and so how long a consumer's data can be in Redis after the lead was last read or changed. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "LeadCache:TimeToLive must be from 00:00:01 to 1.00:00:00.")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Leads that are kept at once, by all instances together. Default 100,000: about 200 MB of Redis' memory.</summary>
    [Range(2, 100_000_000, ErrorMessage = "LeadCache:MaxLeads must be from 2 to 100000000 leads.")]
    public int MaxLeads { get; set; } = 100_000;

    /// <summary>How long a reader or writer that fetches a lead from PostgreSQL keeps the others from filling in what they have read. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00", ErrorMessage = "LeadCache:Lease must be from 00:00:00.5 to 00:01:00.")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a reader waits for Redis before it asks PostgreSQL. Default 50 ms; Redis answers in one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05", ErrorMessage = "LeadCache:ReadTimeout must be from 00:00:00.001 to 00:00:05.")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a writer waits for Redis. After that the whole cache is given up, since it may hold what is no longer true. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:30", ErrorMessage = "LeadCache:WriteTimeout must be from 00:00:00.01 to 00:00:30.")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads in a row that Redis does not answer in time before it is left alone. Default 20: fewer may be the fault of a machine that is busy.</summary>
    [Range(1, 1_000, ErrorMessage = "LeadCache:Patience must be from 1 to 1000 reads.")]
    public int Patience { get; set; } = 20;

    /// <summary>How long Redis is left alone before it is tried again. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00", ErrorMessage = "LeadCache:RetryAfter must be from 00:00:00.01 to 00:05:00.")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(500);
}
