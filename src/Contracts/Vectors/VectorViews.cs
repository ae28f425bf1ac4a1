using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Contracts.Vectors;

/// <summary>Leads near another one or near a text: <c>GET /v1/leads/{id}/similar</c>, <c>POST /v1/leads/search</c>.</summary>
/// <param name="Model">What made the vectors that were compared.</param>
/// <param name="Items">Nearest first.</param>
public sealed record SimilarLeads(string Model, IReadOnlyList<SimilarLead> Items);

/// <param name="Similarity">Cosine: 1 where both are the same to the model, about 0 where they have nothing in common.</param>
public sealed record SimilarLead(double Similarity, LeadListItem Lead);

/// <summary>Body of <c>POST /v1/leads/search</c>.</summary>
/// <param name="Text">What is looked for, in words: 1 to 1,000 characters.</param>
/// <param name="Lines">Only these lines of business; default all.</param>
/// <param name="States">Only these states, two letters each; default all.</param>
/// <param name="From">Received at or after.</param>
/// <param name="To">Received before.</param>
/// <param name="Limit">Leads, 1 to 50; default 10.</param>
public sealed record LeadSearch(
    string? Text, IReadOnlyList<string>? Lines = null, IReadOnlyList<string>? States = null, DateTimeOffset? From = null, DateTimeOffset? To = null, int? Limit = null);

/// <summary>Body of <c>PUT /v1/leads/{id}/embedding</c>.</summary>
/// <param name="Model">The embedding model; must be the one that DataService is configured with.</param>
/// <param name="Vector">Of any length but zero; it is scaled.</param>
public sealed record LeadEmbedding(string Model, IReadOnlyList<float> Vector);

/// <summary>Where the vectors stand: <c>GET /v1/vectors</c>.</summary>
/// <param name="Provider">embedded or qdrant.</param>
/// <param name="Stored">Leads with a vector of the model in the database.</param>
/// <param name="Indexed">Leads in the index (of this instance, where it is embedded); left out where it can't be asked.</param>
/// <param name="Rebuild">The last one; left out where there was none.</param>
public sealed record VectorsView(string Provider, string Model, int Dimensions, long Stored, long? Indexed, RebuildView? Rebuild);

/// <param name="Status">One of <see cref="RebuildStatus"/>.</param>
/// <param name="Total">Leads there were at its start.</param>
/// <param name="Done">Leads gone through.</param>
public sealed record RebuildView(Guid RebuildId, string Status, long Total, long Done, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

public static class RebuildStatus
{
    public const string Running = "running";
    public const string Done = "done";

    /// <summary>The settings changed under it.</summary>
    public const string Abandoned = "abandoned";
}
