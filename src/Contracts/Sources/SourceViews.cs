namespace LeadPlatform.Contracts.Sources;

/// <summary>A party that sends leads.</summary>
public sealed record PublisherView(Guid PublisherId, string Name, DateTimeOffset CreatedAt);

/// <param name="Name">1 to 200 characters.</param>
public sealed record PublisherInput(string? Name = null);

/// <summary>One authenticated entry point of a publisher.</summary>
/// <param name="Plan">Null where it has a rate of its own.</param>
/// <param name="RequestsPerSecond">Its rate, over all of its keys: that of its plan, or its own.</param>
/// <param name="Burst">Requests that may come at once.</param>
/// <param name="Origins">Of the pages whose scripts may call the API with its keys.</param>
/// <param name="Disabled">Neither its keys nor its client get in.</param>
public sealed record SourceView(
    Guid SourceId, Guid PublisherId, string Name, string? Plan, int RequestsPerSecond, int Burst, IReadOnlyList<string> Origins, bool Disabled, DateTimeOffset CreatedAt);

/// <summary>Body of <c>POST /v1/sources</c> (publisherId and name are required) and <c>PATCH /v1/sources/{id}</c> (what is left out stays).</summary>
/// <param name="PublisherId">Whose it is; can't be changed. Of a publisher's user: their own.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Plan">The name of a plan that the operator has set up, in place of a rate of its own. Of admins alone.</param>
/// <param name="RequestsPerSecond">1 to 100,000; default 200. Takes the place of a plan. Of admins alone.</param>
/// <param name="Burst">1 to 1,000,000; default 400. Takes the place of a plan. Of admins alone.</param>
/// <param name="Origins">At most 20, as browsers send them: https://quotes.example.com; http for localhost alone. Default: none, so that scripts of no page may use its keys.</param>
/// <param name="Disabled">Lets in neither its keys nor its client. Default false.</param>
public sealed record SourceInput(
    Guid? PublisherId = null, string? Name = null, string? Plan = null, int? RequestsPerSecond = null, int? Burst = null, IReadOnlyList<string?>? Origins = null, bool? Disabled = null);

/// <summary>An API key of a source, without its secret.</summary>
/// <param name="KeyId">The second part of <c>lp_{keyId}_{secret}</c>; of a key that configuration names, the start of its hash.</param>
/// <param name="Networks">From where it may be used, in CIDR notation; from anywhere where there are none.</param>
/// <param name="LastUsedAt">To the minute or so.</param>
public sealed record KeyView(
    string KeyId,
    Guid SourceId,
    string? Name,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Networks,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt);

/// <param name="Name">What it is for, at most 100 characters.</param>
/// <param name="Scopes">Of leads.write, leads.read and imports, one at least.</param>
/// <param name="Networks">At most 50 networks in CIDR notation: 203.0.113.0/24. Default: from anywhere.</param>
/// <param name="ExpiresAt">In the future. Default: never.</param>
public sealed record KeyInput(string? Name = null, IReadOnlyList<string?>? Scopes = null, IReadOnlyList<string?>? Networks = null, DateTimeOffset? ExpiresAt = null);

/// <param name="OverlapSeconds">How long the old key goes on, 0 to 2,592,000 (30 days). Default 86,400 (a day).</param>
public sealed record KeyRotation(int? OverlapSeconds = null);

/// <summary>A key that was just made.</summary>
/// <param name="Key">All of it: shown this once, kept as a hash. Null where the request was a repetition.</param>
public sealed record NewKeyView(KeyView Details, string? Key);
