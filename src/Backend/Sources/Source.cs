using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Sources;

/// <summary>One authenticated entry point of a publisher, with the plan its requests are held to.</summary>
internal sealed class Source : IManaged
{
    public const int DefaultRequestsPerSecond = 200;
    public const int DefaultBurst = 400;

    public required Guid SourceId { get; set; }

    public required Guid PublisherId { get; set; }

    public required string Name { get; set; }

    /// <summary>One of <see cref="SourceOptions.Plans"/>; null where it has a rate of its own.</summary>
    public string? Plan { get; set; }

    /// <summary>Its own; with a plan what that was when it was given.</summary>
    public int RequestsPerSecond { get; set; } = DefaultRequestsPerSecond;

    /// <summary>Requests that may come at once.</summary>
    public int Burst { get; set; } = DefaultBurst;

    /// <summary>Of the pages whose scripts may call the API with its keys, as browsers send them.</summary>
    public string[] Origins { get; set; } = [];

    /// <summary>Neither its keys nor its client get in any more.</summary>
    public bool Disabled { get; set; }

    public int Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; set; }

    Guid IManaged.Id => SourceId;

    public SourceView Show(SourceOptions options)
    {
        var rate = options.RateOf(this);
        return new(SourceId, PublisherId, Name, Plan, rate.RequestsPerSecond, rate.Burst, Origins, Disabled, CreatedAt);
    }

    /// <summary>The id of the OAuth client with which a source may ask for tokens itself, instead of using a key.</summary>
    public static string ClientIdOf(Guid sourceId) => $"{ClientIdPrefix}{sourceId}";

    public static Guid? IdOfClient(string? clientId) =>
        clientId?.StartsWith(ClientIdPrefix, StringComparison.Ordinal) == true && Guid.TryParseExact(clientId.AsSpan(ClientIdPrefix.Length), "D", out var id) ? id : null;

    private const string ClientIdPrefix = "source-";
}
