using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ServiceDefaults.Health;

/// <summary>What this service answers, and to whom, by the metadata of its endpoints.</summary>
internal static class EndpointList
{
    public static Task WriteAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Show).ToList(), context.RequestAborted);

    private static IEnumerable<EndpointView> Show(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText?.Trim('/');
        var audit = endpoint.Metadata.GetMetadata<AuditedAction>()?.Text;
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        return (methods is { Count: > 0 } ? methods : ["*"]).Select(method => new EndpointView(method, path, AccessOf(endpoint), audit));
    }

    private static string AccessOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? EndpointView.Anonymous
        : endpoint.Metadata.GetMetadata<PermissionMetadata>() is { } asked ? asked.Permission.ToString()
        : endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null ? EndpointView.AnyCredential
        : EndpointView.Closed;
}
