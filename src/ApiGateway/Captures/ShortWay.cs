using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Limits;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>
/// The way of nearly all captures: with an API key that the gateway holds. The address's rate, key, network, permission and the source's rate are looked at here in one
/// step, by what the middlewares use that every other request goes through (routing, CORS, authentication, limits, origins, authorisation), which together cost more than the
/// capture itself. Whatever is not plain, and whatever is to be refused for its credential, goes their way.
/// </summary>
internal sealed class ShortWay(RequestDelegate next, CaptureQueue queue, KeyCache keys, AddressLimit addresses, RateGate rates, CaptureLead capture, EndpointDataSource endpoints)
{
    private readonly Lazy<Endpoint> _endpoint = new(() => endpoints.Endpoints.Single(endpoint => endpoint.Metadata.GetMetadata<HandedOn>() is not null));

    public Task InvokeAsync(HttpContext context) => IsPlain(context.Request) && !queue.IsFull ? TakeAsync(context) : next(context);

    private static bool IsPlain(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Path != CaptureExtensions.Path || !HandedOnPolicy.CanBeHandedOn(request))
            return false;
        var headers = request.Headers;
        return headers[ApiKeyHandler.Header].Count == 1 && headers.Authorization.Count == 0 && headers.Origin.Count == 0 && headers.Upgrade.Count == 0;
    }

    private async Task TakeAsync(HttpContext context)
    {
        // What it is counted, traced and logged as; where it goes on to the routes, it is found already.
        context.SetEndpoint(_endpoint.Value);
        if (!await addresses.LetsInAsync(context))
            return;

        if (Held(context) is not { } key)
        {
            AddressLimit.NotAgain(context);
            await next(context);
            return;
        }

        keys.Used(key);
        if (await rates.LetsInAsync(context, key.Bucket))
            await capture.CaptureAsync(context, key.SourceId, key.PublisherId);
    }

    private KnownKey? Held(HttpContext context) =>
        keys.Held(context.Request.Headers[ApiKeyHandler.Header].ToString()) is { } key && key.May(CaptureExtensions.Asked) && key.IsAllowedFrom(context.Connection.RemoteIpAddress) ? key : null;
}
