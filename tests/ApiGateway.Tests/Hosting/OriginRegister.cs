using System.Collections.Concurrent;
using LeadPlatform.Contracts.Sources;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>The origins that the stand-in of Backend knows, at the address at which the gateway asks for them.</summary>
public sealed class OriginRegister(Upstream backend)
{
    private readonly ConcurrentDictionary<Guid, string[]> _origins = new();

    /// <summary>When set, the status every question gets.</summary>
    public int? Failing { get; set; }

    public void Set(Guid source, params string[] origins) => _origins[source] = origins;

    public void Forget(Guid source) => _origins.TryRemove(source, out _);

    public void Listen() => backend.Answers["/internal/origins"] = AnswerAsync;

    private async Task AnswerAsync(HttpContext context)
    {
        if (Failing is { } status)
            context.Response.StatusCode = status;
        else if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            await context.Response.WriteAsJsonAsync(new SourceOrigins([.. _origins.Select(source => new OriginsOfSource(source.Key, source.Value))]));
    }
}
