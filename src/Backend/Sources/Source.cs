using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Sources;

/// <summary>One authenticated entry point of a publisher, with the plan its requests are held to.</summary>
internal sealed class Source
{
    public const int DefaultRequestsPerSecond = 200;
    public const int DefaultBurst = 400;

    public required Guid SourceId { get; set; }

    public required Guid PublisherId { get; set; }

    public required string Name { get; set; }

    public int RequestsPerSecond { get; set; } = DefaultRequestsPerSecond;

    /// <summary>Requests that may come at once.</summary>
    public int Burst { get; set; } = DefaultBurst;

    /// <summary>Neither its keys nor its client get in any more.</summary>
    public bool Disabled { get; set; }

    /// <summary>Counts the changes of what can be changed.</summary>
    public int Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; set; }

    public string ETag => $"\"{Version}\"";

    public SourceView Show() => new(SourceId, PublisherId, Name, RequestsPerSecond, Burst, Disabled, CreatedAt);

    /// <summary>The id of the OAuth client with which a source may ask for tokens itself, instead of using a key.</summary>
    public static string ClientIdOf(Guid sourceId) => $"{ClientIdPrefix}{sourceId}";

    public static Guid? IdOfClient(string? clientId) =>
        clientId?.StartsWith(ClientIdPrefix, StringComparison.Ordinal) == true && Guid.TryParseExact(clientId.AsSpan(ClientIdPrefix.Length), "D", out var id) ? id : null;

    private const string ClientIdPrefix = "source-";
}
