using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>A store that runs openCypher statements over HTTP.</summary>
internal interface ICypherEndpoint
{
    CypherDialect Dialect { get; }

    /// <summary>Constraints and indexes; does nothing where the store has none.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Runs one statement; tries again what may pass by itself. Every statement here may run twice.</summary>
    /// <param name="write">It changes something.</param>
    /// <returns>Its rows.</returns>
    /// <exception cref="GraphException">The store refused it, or broke off in the end too.</exception>
    Task<IReadOnlyList<CypherRow>> RunAsync(string name, JsonObject parameters, bool write, CancellationToken cancellationToken);
}
