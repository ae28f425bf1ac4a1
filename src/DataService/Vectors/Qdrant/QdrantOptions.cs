using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Vectors.Qdrant;

/// <summary>How collections in Qdrant are made and called. Changes of shape hold from the next rebuild on.</summary>
public sealed class QdrantOptions
{
    public const string Section = "Vectors:Qdrant";

    /// <summary>The alias that is searched; collections are called after it, with the time they were made. Default leads.</summary>
    [RegularExpression("^[a-z0-9_-]{1,60}$", ErrorMessage = "Vectors:Qdrant:Alias must be 1 to 60 lower case letters, digits, _ and -.")]
    public string Alias { get; set; } = "leads";

    /// <summary>Default 1; as many as there are nodes lets each do a part.</summary>
    [Range(1, 64, ErrorMessage = "Vectors:Qdrant:Shards must be from 1 to 64.")]
    public int Shards { get; set; } = 1;

    /// <summary>Copies of each shard. Default 1; 2 with three nodes.</summary>
    [Range(1, 8, ErrorMessage = "Vectors:Qdrant:Replicas must be from 1 to 8.")]
    public int Replicas { get; set; } = 1;

    /// <summary>Candidates a search looks at: more finds the nearest more surely and takes longer. Default 128.</summary>
    [Range(16, 4_096, ErrorMessage = "Vectors:Qdrant:Candidates must be from 16 to 4096.")]
    public int Candidates { get; set; } = 128;

    /// <summary>For one request. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00", ErrorMessage = "Vectors:Qdrant:Timeout must be from 00:00:00.1 to 00:02:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries of a request that was refused for now (408, 429, 503) or not answered. Default 4.</summary>
    [Range(1, 10, ErrorMessage = "Vectors:Qdrant:Attempts must be from 1 to 10.")]
    public int Attempts { get; set; } = 4;

    /// <summary>Longest that a Retry-After is heeded. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00", ErrorMessage = "Vectors:Qdrant:LongestPause must be from 00:00:00.01 to 00:05:00.")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(10);
}
