namespace LeadPlatform.ApiGateway.Edge;

/// <summary>
/// Headers that mean something between a proxy and what stands behind it, and that a client could forge: dropped before anything reads them.
/// <c>X-Forwarded-For</c>, <c>-Host</c>, <c>-Proto</c> and <c>-Prefix</c> are not here: the proxy replaces them with its own.
/// </summary>
internal static class OutsideHeaders
{
    internal static IReadOnlyList<string> Dropped => Names;

    private static readonly string[] Names =
    [
        "Forwarded", "X-Forwarded-Port", "X-Forwarded-Server", "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username",
        "X-Forwarded-Client-Cert", "X-Forwarded-Uri", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Original-URL", "X-Rewrite-URL",
        "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-HTTP-Method-Override", "X-Remote-User", "X-Auth-Request-User", "X-User", "X-User-Id", "X-Roles", "X-Scopes",
        "X-Agent-Id", "X-Source-Id", "X-Publisher-Id",
    ];

    public static void Drop(IHeaderDictionary headers)
    {
        foreach (var name in Names)
            headers.Remove(name);
    }
}
