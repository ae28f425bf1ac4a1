namespace LeadPlatform.ServiceDefaults.Calls;

/// <summary>The caller's credential, which was good when the request came, is refused by a service that was asked with it. Answered 401.</summary>
public sealed class CredentialRefusedException() : Exception("A service refused the caller's credential.");
