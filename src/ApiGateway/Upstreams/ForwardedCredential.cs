using LeadPlatform.ApiGateway.Keys;
using Microsoft.AspNetCore.Authorization;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>What a service behind the gateway gets to see of the caller's credentials: bearer tokens, and nothing else.</summary>
internal static class ForwardedCredential
{
    public static void Set(HttpContext context)
    {
        var headers = context.Request.Headers;
        headers.Remove(ApiKeyHandler.Header);
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return;

        // The API goes by tokens; a page's cookies are no business of it.
        headers.Cookie = default;
        if (context.Features.Get<KnownKey>() is { } key)
            headers.Authorization = key.Authorization;
    }
}
