using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.ServiceDefaults.Auditing;

/// <summary>What an endpoint writes to the audit log.</summary>
/// <param name="Action">Such as <c>agent.create</c>; null where it writes nothing.</param>
/// <param name="Text">The action, or why there is none.</param>
public sealed record AuditedAction(string? Action, string Text);

public static class AuditedEndpoints
{
    /// <summary>
    /// Names the action that the endpoint's handler writes to the audit log (<c>HttpContext.Audit</c>). Every endpoint that writes says this, or why it does not
    /// (<see cref="NotAudited"/>); a test checks. A handler that succeeds without either an entry or <c>HttpContext.NothingToAudit</c> is a defect: it is logged,
    /// and answered 500 in Development.
    /// </summary>
    public static TBuilder Audited<TBuilder>(this TBuilder endpoint, string action) where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new AuditedAction(action, action)));
        return endpoint.AddEndpointFilter(new AuditGuard());
    }

    /// <summary>The endpoint writes nothing to the audit log, because …</summary>
    public static TBuilder NotAudited<TBuilder>(this TBuilder endpoint, string reason) where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new AuditedAction(null, $"none: {reason}")));
        return endpoint;
    }
}

/// <summary>Whether the request has settled what it has to write to the audit log.</summary>
internal sealed class AuditSettled
{
    public static readonly AuditSettled Instance = new();
}

internal sealed partial class AuditGuard : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        if (StatusOf(result, http) is < 200 or >= 300 || http.Features.Get<AuditSettled>() is not null)
            return result;

        var services = http.RequestServices;
        Log.Missing(services.GetRequiredService<ILogger<AuditGuard>>(), http.GetEndpoint()?.Metadata.GetMetadata<AuditedAction>()?.Text ?? "");
        return services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            ? Problem.Of(StatusCodes.Status500InternalServerError, ProblemCode.Internal, "The audit log was not written.")
            : result;
    }

    private static int StatusOf(object? result, HttpContext http)
    {
        while (result is INestedHttpResult nested)
            result = nested.Result;
        return result is IStatusCodeHttpResult { StatusCode: { } status } ? status : http.Response.StatusCode;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 330, Level = LogLevel.Error, Message = "{Action} succeeded without an entry in the audit log")]
        public static partial void Missing(ILogger logger, string action);
    }
}
