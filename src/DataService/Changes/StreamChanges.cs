using System.Text;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Reading;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Http.Features;

namespace LeadPlatform.DataService.Changes;

/// <summary>
/// <c>GET /v1/leads/stream</c>: server-sent events. <c>event: lead</c> with a <see cref="LeadChange"/> for each change of a lead the caller may see;
/// <c>event: reload</c> where changes were lost; a comment every 15 s so that proxies and clients know the line is alive.
/// </summary>
internal static class StreamChanges
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task HandleAsync(HttpContext context, LeadChangeHub hub, IHostApplicationLifetime lifetime, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var stream = hub.Open(LeadVisibility.Of(context.User.Caller()));
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await WriteAsync(context, ": open\n\n", ending.Token);
            while (true)
            {
                if (!await WaitAsync(stream, time, ending.Token))
                    await WriteAsync(context, ": alive\n\n", ending.Token);
                else
                    await WriteAsync(context, Drain(stream), ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the service stops: both end a stream in order.
        }
    }

    private static async Task<bool> WaitAsync(ChangeStream stream, TimeProvider time, CancellationToken cancellationToken)
    {
        using var heartbeat = new CancellationTokenSource(Heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, heartbeat.Token);
        try
        {
            return await stream.Signals.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Drain(ChangeStream stream)
    {
        var text = new StringBuilder();
        if (stream.Overflowed)
        {
            stream.Overflowed = false;
            text.Append("event: reload\ndata: {}\n\n");
        }

        while (stream.Signals.TryRead(out var signal))
        {
            var change = new LeadChange(signal.LeadId, signal.Status, signal.AgentId, signal.At);
            text.Append("event: lead\ndata: ").Append(JsonSerializer.Serialize(change, ChangesJson.Default.LeadChange)).Append("\n\n");
        }

        return text.ToString();
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync(text, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
