namespace LeadPlatform.Contracts.Sources;

/// <summary>Body of <c>POST /internal/keys/resolve</c> of Backend: an API key as a caller sent it.</summary>
public sealed record ResolveKeyRequest(string Key);

/// <summary>
/// What an API key stands for: an access token (JWT of the platform's issuer) that the gateway sends on in the key's place, so that every service
/// behind it knows one kind of credential. Unknown, expired and revoked keys are answered 404.
/// </summary>
/// <param name="AccessToken">Claims: sub and source_id = the source, publisher_id, role = source, scope.</param>
/// <param name="ExpiresAt">When the token expires; fetch anew before.</param>
/// <param name="RequestsPerSecond">The rate of the source's plan, or its own; 0: the gateway's for sources.</param>
/// <param name="Burst">Requests that may come at once.</param>
/// <param name="Networks">From where the key may be used, in CIDR notation; from anywhere where there are none.</param>
public sealed record ResolvedKey(
    Guid SourceId,
    Guid PublisherId,
    string Name,
    IReadOnlyList<string> Scopes,
    string AccessToken,
    DateTimeOffset ExpiresAt,
    int RequestsPerSecond,
    int Burst,
    IReadOnlyList<string>? Networks = null);
