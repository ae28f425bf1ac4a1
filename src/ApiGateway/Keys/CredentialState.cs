namespace LeadPlatform.ApiGateway.Keys;

/// <summary>What became of the credential of a request, kept as a feature of its context; absent when it was good or there was none.</summary>
internal sealed class CredentialState
{
    /// <summary>Not valid: 401.</summary>
    public static readonly CredentialState Refused = new();

    /// <summary>Not valid, and too many of them came from the address: 429.</summary>
    public static readonly CredentialState Throttled = new();

    /// <summary>It can't be told now, because Backend does not answer: 503.</summary>
    public static readonly CredentialState Unavailable = new();

    private CredentialState()
    {
    }
}
