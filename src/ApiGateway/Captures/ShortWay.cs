using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Limits;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>
/// The way of nearly all captures: with an API key that the gateway holds. Limits, key, network and permission are looked at here in one step, in the order and with the
/// words of the middlewares that every other request goes through (routing, CORS, authentication, limits, origins, authorisation), which cost more than the capture
/// itself. Whatever is not plain, and whatever would be refused for its credential, goes their way.
/// </summary>
internal sealed class ShortWay(RequestDelegate next, CaptureQueue queue, KeyCache keys, AddressLimit addresses, CallerLimit callers, CaptureLead capture, EndpointDataSource endpoints)
{
    private readonly Lazy<Endpoint> _endpoint = new(() => endpoints.Endpoints.Single(endpoint => endpoint.Metadata.GetMetadata<HandedOn>() is not null));

    public Task InvokeAsync(HttpContext context) => IsPlain(context.Request) && !queue.IsFull && Held(context) is { } key ? TakeAsync(context, key) : next(context);

    private static bool IsPlain(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Path != CaptureExtensions.Path || !HandedOnPolicy.CanBeHandedOn(request))
            return false;
        var headers = request.Headers;
        return headers.Authorization.Count == 0 && headers.Origin.Count == 0 && headers.Upgrade.Count == 0;
    }

    private KnownKey? Held(HttpContext context) =>
        context.Request.Headers[ApiKeyHandler.Header] is [{ } sent] && keys.Held(sent) is { MayCapture: true } key && key.IsAllowedFrom(context.Connection.RemoteIpAddress) ? key : null;

    private async Task TakeAsync(HttpContext context, KnownKey key)
    {
        // What it is counted, traced and logged as.
        context.SetEndpoint(_endpoint.Value);
        if (await addresses.LetsInAsync(context) && await callers.LetsInAsync(context, key.Bucket))
            await capture.CaptureAsync(context, key.SourceId, key.PublisherId);
    }
}
