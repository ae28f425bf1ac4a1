namespace LeadPlatform.Contracts.Access;

/// <summary>An endpoint of a service as its metadata describe it: <c>GET /endpoints</c> of the internal port.</summary>
/// <param name="Method">Of HTTP; <c>*</c> for any.</param>
/// <param name="Path">As it is routed: <c>/v1/leads/{id:guid}</c>.</param>
/// <param name="Access"><see cref="Anonymous"/>, <see cref="AnyCredential"/>, <see cref="Closed"/>, or the name of a <see cref="Permission"/>.</param>
/// <param name="Audit">The action that is written to the audit log, or why none is; null where the endpoint says nothing about it.</param>
public sealed record EndpointView(string Method, string Path, string Access, string? Audit)
{
    public const string Anonymous = "anonymous";

    /// <summary>The service behind decides.</summary>
    public const string AnyCredential = "any credential";

    /// <summary>It says nothing, so nobody gets in.</summary>
    public const string Closed = "closed";
}
