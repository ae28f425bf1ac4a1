using System.ComponentModel.DataAnnotations;
using LeadPlatform.DataService.Vectors.Embedding;

namespace LeadPlatform.DataService.Vectors;

public sealed class VectorOptions
{
    public const string Section = "Vectors";
    public const string Embedded = "embedded";
    public const string Qdrant = "qdrant";

    /// <summary>Where leads are searched by likeness: <c>embedded</c> (in the memory of each instance; default) or <c>qdrant</c> (<c>ConnectionStrings:qdrant</c>).</summary>
    [RegularExpression("^(embedded|qdrant)$", ErrorMessage = "Vectors:Provider must be embedded or qdrant.")]
    public string Provider { get; set; } = Embedded;

    /// <summary>
    /// What makes the vectors. Default local-hash-1, which is built in. Any other name is that of an embedding model the Orchestrator asks: it puts the vectors, and embeds what is searched for.
    /// Vectors of another model are not searched.
    /// </summary>
    [Required(ErrorMessage = "Vectors:Model must name an embedding model, such as local-hash-1.")]
    [MaxLength(100, ErrorMessage = "Vectors:Model must have at most 100 characters.")]
    public string Model { get; set; } = LocalEmbedding.Model;

    /// <summary>Numbers of a vector; those of the built-in model are 384, which is the default.</summary>
    [Range(8, 4_096, ErrorMessage = "Vectors:Dimensions must be from 8 to 4096.")]
    public int Dimensions { get; set; } = LocalEmbedding.Dimensions;

    /// <summary>Vectors an instance keeps in memory, at most: those of the newest leads. Each takes 4 bytes a number, so the default of 250,000 is 384 MB. Past it use Qdrant.</summary>
    [Range(1_000, 2_000_000, ErrorMessage = "Vectors:MaxVectors must be from 1000 to 2000000 vectors.")]
    public int MaxVectors { get; set; } = 250_000;

    /// <summary>Searches an instance makes at once, at most. Default 2: each takes a core for as long as it lasts.</summary>
    [Range(1, 64, ErrorMessage = "Vectors:Searches must be from 1 to 64.")]
    public int Searches { get; set; } = 2;

    /// <summary>Searches that may wait for their turn; past it one is answered 503. Default 32.</summary>
    [Range(0, 10_000, ErrorMessage = "Vectors:WaitingSearches must be from 0 to 10000.")]
    public int WaitingSearches { get; set; } = 32;

    /// <summary>How long the Orchestrator may take to have the text of a search embedded by a model that is not built in; past it the search is answered 503. Default 4 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30", ErrorMessage = "Vectors:QuestionTimeout must be from 00:00:00.1 to 00:00:30.")]
    public TimeSpan QuestionTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Leads a minute that a rebuild has embedded by a model that is not built in; the provider's limits are for new leads and searches too. Default 100.</summary>
    [Range(1, 100_000, ErrorMessage = "Vectors:RebuildLeadsPerMinute must be from 1 to 100000 leads.")]
    public int RebuildLeadsPerMinute { get; set; } = 100;

    /// <summary>How often an index looks for vectors that were written meanwhile. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00", ErrorMessage = "Vectors:FollowInterval must be from 00:00:00.01 to 00:01:00.")]
    public TimeSpan FollowInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Vectors that are read, and sent to Qdrant, in one go. Default 500.</summary>
    [Range(1, 5_000, ErrorMessage = "Vectors:BatchSize must be from 1 to 5000 vectors.")]
    public int BatchSize { get; set; } = 500;

    internal bool IsLocalModel => Model == LocalEmbedding.Model;
}
