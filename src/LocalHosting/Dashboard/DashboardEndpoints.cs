using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aspire.Hosting.Logs;
using Aspire.Hosting.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard;

/// <summary>The page, the stream of states and a stream of log lines for each replica.</summary>
internal static class DashboardEndpoints
{
    private static readonly Dictionary<string, (string Resource, string Type)> Files = new()
    {
        [""] = ("page.html", "text/html; charset=utf-8"),
        ["page.css"] = ("page.css", "text/css; charset=utf-8"),
        ["page.js"] = ("page.js", "text/javascript; charset=utf-8"),
    };

    public static void MapDashboard(this IEndpointRouteBuilder page, ResourceBoard board, TimeProvider time, CancellationToken stopping)
    {
        foreach (var (path, (resource, type)) in Files)
            page.MapGet("/" + path, context => SendFileAsync(context, resource, type));

        page.MapGet("/states", context => SendAsync(context, StateFeed.ReadAsync(board, time, Until(context, stopping))));
        page.MapGet("/logs/{name}", context => board.Find((string)context.Request.RouteValues["name"]!) is { } status
            ? SendAsync(context, LinesAsync(status.Log, Until(context, stopping)))
            : NotFoundAsync(context));
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task SendFileAsync(HttpContext context, string resource, string type)
    {
        context.Response.ContentType = type;
        await using var file = typeof(DashboardEndpoints).Assembly.GetManifestResourceStream($"Aspire.Hosting.Dashboard.Page.{resource}")!;
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, IAsyncEnumerable<SseItem<string>> items)
    {
        context.Response.ContentType = "text/event-stream";
        try
        {
            await SseFormatter.WriteAsync(items, context.Response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The reader left, or the application ends.
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> LinesAsync(ResourceLog log, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in log.ReadAsync(cancellationToken))
            yield return new SseItem<string>(JsonSerializer.Serialize(line, DashboardJson.Default.LogLine), "line");
    }

    // The stream ends with the page: a stop must not wait for a reader.
    private static CancellationToken Until(HttpContext context, CancellationToken stopping)
    {
        var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.RegisterForDispose(both);
        return both.Token;
    }
}
