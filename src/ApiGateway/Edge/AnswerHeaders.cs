using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace LeadPlatform.ApiGateway.Edge;

/// <summary>Headers of every answer, set when it starts so that neither a service's answer nor an error page loses or doubles them.</summary>
internal sealed class AnswerHeaders(bool strictTransport)
{
    private const string ReferrerPolicy = "Referrer-Policy";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues NoContent = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static readonly StringValues NotKept = "no-store";
    private static readonly StringValues OneYear = "max-age=31536000; includeSubDomains";

    public Task Complete(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers[RequestIds.Header] = context.TraceIdentifier;
        headers.Server = default;
        headers.XPoweredBy = default;
        if (headers.XContentTypeOptions.Count == 0)
            headers.XContentTypeOptions = NoSniff;
        if (strictTransport && context.Request.IsHttps)
            headers.StrictTransportSecurity = OneYear;
        if (!IsOfService(context))
            CompleteOwn(headers);
        else if (headers.CacheControl.Count == 0 && context.Request.Path.StartsWithSegments("/v1"))
            headers.CacheControl = NotKept;
        return Task.CompletedTask;
    }

    /// <summary>A page of the gateway may have set a policy of its own; everything else shows and loads nothing.</summary>
    private static void CompleteOwn(IHeaderDictionary headers)
    {
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = NoContent;
        headers.TryAdd(ReferrerPolicy, NoReferrer);
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = NotKept;
    }

    private static bool IsOfService(HttpContext context) =>
        context.Features.Get<Yarp.ReverseProxy.Model.IReverseProxyFeature>() is { ProxiedDestination: not null }
        && context.Features.Get<IForwarderErrorFeature>() is null;
}
