using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.TestHost.Ai;

/// <summary>What was asked of the server.</summary>
public sealed record AiRequest(string Path, JsonElement Body, string Authorization, long At)
{
    /// <summary>Everything that was said, in one string.</summary>
    public string Text => Body.GetRawText();
}

/// <summary>A server that speaks OpenAI's and Anthropic's APIs over real HTTP and answers by a script, faults included; strict on what it is sent.</summary>
public sealed class AiServer : IAsyncDisposable
{
    public const string Key = "test-key-1";
    public const string Model = "test-model-1";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<AiReply> _script = new();
    private int _now;

    private AiServer(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public ConcurrentQueue<AiRequest> Requests { get; } = new();

    /// <summary>The answer to everything that the script has none for.</summary>
    public AiReply Otherwise { get; set; } = AiReply.Answer(AiReply.Good);

    /// <summary>The most requests that were there at once.</summary>
    public int MostAtOnce { get; private set; }

    public static async Task<AiServer> StartAsync(params AiReply[] script)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = new AiServer(builder.Build());
        foreach (var reply in script)
            server._script.Enqueue(reply);
        server._app.MapPost("/v1/chat/completions", context => server.HandleAsync(context, AiDialect.OpenAi));
        server._app.MapPost("/v1/messages", context => server.HandleAsync(context, AiDialect.Anthropic));
        server._app.MapPost("/v1/embeddings", context => server.HandleAsync(context, AiDialect.Embeddings));
        await server._app.StartAsync();
        server.Address = server._app.Urls.First();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context, AiDialect dialect)
    {
        var now = Interlocked.Increment(ref _now);
        lock (_script)
            MostAtOnce = Math.Max(MostAtOnce, now);
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            var authorization = context.Request.Headers["x-api-key"] is { Count: > 0 } key ? key.ToString() : context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
            Requests.Enqueue(new AiRequest(context.Request.Path, body.RootElement.Clone(), authorization, Stopwatch.GetTimestamp()));
            if (authorization != Key)
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                await (_script.TryDequeue(out var reply) ? reply : Otherwise).SendAsync(context, dialect, body.RootElement);
        }
        catch (OperationCanceledException)
        {
            // The caller has gone.
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }
}

public enum AiDialect
{
    OpenAi,
    Anthropic,
    Embeddings,
}
