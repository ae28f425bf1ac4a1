using System.Collections.Concurrent;
using System.Text.Json;
using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>
/// Stands in for the platform behind the Frontend: a real HTTP server on loopback that answers as the gateway's public API does, keeps in
/// memory what was posted, and passes everything else on to the Frontend, as the gateway does. No test of the platform's rules goes through it.
/// </summary>
public sealed class StandInGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private string? _frontend;

    private StandInGateway(WebApplication app)
    {
        _app = app;
        Issuer = new StandInIssuer(this);
    }

    /// <summary>The public address, without a slash at the end; the issuer of the tokens as well.</summary>
    public string Address { get; private set; } = "";

    public StandInIssuer Issuer { get; }

    public StandInLeads Leads { get; } = new();

    public StandInAgents Agents { get; } = new();

    /// <summary>Every request of the API, as <c>METHOD /path</c>, in the order they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Answers given instead of the right ones, each once, to requests of that method and path.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = new();

    /// <summary>Answers given instead of the right ones, as often as asked.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Always { get; } = new();

    /// <summary>Whether the API breaks off every connection, as a gateway does that is gone.</summary>
    public bool Down { get; set; }

    public static async Task<StandInGateway> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRoutingCore();
        builder.Services.AddHttpForwarder();
        builder.Services.AddLogging();
        var gateway = new StandInGateway(builder.Build());
        gateway.Map();
        await gateway._app.StartAsync();
        gateway.Address = gateway._app.Urls.First();
        return gateway;
    }

    public void ForwardTo(string frontend) => _frontend = frontend;

    public async ValueTask DisposeAsync()
    {
        Leads.EndStreams();
        await _app.DisposeAsync();
    }

    public static Task ProblemAsync(HttpContext context, int status, string code, string detail, params FieldError[] errors)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { type = $"urn:leadplatform:problem:{code}", title = "Problem", status, detail, code, errors = errors.Length > 0 ? errors : null },
            JsonSerializerOptions.Web, "application/problem+json");
    }

    private void Map()
    {
        _app.Use(AnswerInsteadAsync);
        Issuer.Map(_app);
        Leads.Map(_app, Issuer);
        Agents.Map(_app, Issuer);
        var client = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var forwarder = _app.Services.GetRequiredService<IHttpForwarder>();
        _app.Map("/{**rest}", async context =>
        {
            if (context.Request.Path.StartsWithSegments("/v1"))
                await ProblemAsync(context, 404, ProblemCode.NotFound, "There is nothing at this address.");
            else
                await forwarder.SendAsync(context, _frontend!, client, ForwarderRequestConfig.Empty, AsTheGateway.Instance);
        });
    }

    private async Task AnswerInsteadAsync(HttpContext context, RequestDelegate next)
    {
        var name = $"{context.Request.Method} {context.Request.Path}";
        var ofApi = context.Request.Path.StartsWithSegments("/v1") || context.Request.Path.StartsWithSegments("/connect") || context.Request.Path.StartsWithSegments("/.well-known");
        if (ofApi)
            Requests.Enqueue(name);
        if (Down && ofApi)
            context.Abort();
        else if (Instead.TryRemove(name, out var instead) || Always.TryGetValue(name, out instead))
            await instead(context);
        else
            await next(context);
    }

    private sealed class AsTheGateway : HttpTransformer
    {
        public static AsTheGateway Instance { get; } = new();

        public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(context, request, destinationPrefix, cancellationToken);
            request.Headers.Host = context.Request.Host.Value;
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Request.Headers["X-Test-Client"].ToString() is { Length: > 0 } client ? client : "203.0.113.7");
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "http");
        }
    }
}
