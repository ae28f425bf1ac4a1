using System.Data.Common;

namespace LeadPlatform.DataService.Vectors.Qdrant;

/// <summary>Where Qdrant answers by HTTP, and the key it asks for: <c>Endpoint=http://host:6333;Key=…</c>.</summary>
internal sealed record QdrantConnection(Uri Endpoint, string? Key)
{
    public const string Name = "qdrant";

    /// <param name="configuration"><c>ConnectionStrings:qdrant_http</c> comes before <c>ConnectionStrings:qdrant</c>, which Aspire's hosting uses for gRPC.</param>
    /// <exception cref="InvalidOperationException">There is none, or it has another form.</exception>
    public static QdrantConnection Of(IConfiguration configuration)
    {
        var given = configuration.GetConnectionString($"{Name}_http") ?? configuration.GetConnectionString(Name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{Name} is not set, which Vectors:Provider qdrant needs; it looks like Endpoint=http://host:6333;Key=….");
        var parts = new DbConnectionStringBuilder { ConnectionString = given };
        return parts.TryGetValue("Endpoint", out var endpoint) && Uri.TryCreate((string)endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new QdrantConnection(address, parts.TryGetValue("Key", out var key) ? (string)key : null)
            : throw new InvalidOperationException($"ConnectionStrings:{Name} must look like Endpoint=http://host:6333;Key=….");
    }
}
