using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Erasing;

/// <summary>
/// A store beside the tables of leads that holds something of consumers, such as the graph and the vectors. Each is registered as a service of this type; an erasure
/// calls them all after its commit, and again until it has succeeded.
/// </summary>
internal interface IForgetsConsumers
{
    /// <summary>Stable, lower case: an erasure notes under it what is still to be done.</summary>
    string Name { get; }

    /// <summary>Removes what is held of the leads; again is harmless. Fails where the store is away.</summary>
    /// <param name="leadIds">All leads of a consumer, or of several; at most 1,000.</param>
    Task ForgetAsync(IReadOnlyCollection<Guid> leadIds, CancellationToken cancellationToken);

    /// <summary>What is held of the leads, for the consumer to read; null where nothing is.</summary>
    Task<JsonNode?> TellAsync(IReadOnlyCollection<Guid> leadIds, CancellationToken cancellationToken) => Task.FromResult<JsonNode?>(null);
}
