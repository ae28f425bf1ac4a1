using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>What a service behind the gateway saw of a request.</summary>
public sealed record Seen(string Service, string Method, string Target, Dictionary<string, string[]> Headers, int BodyBytes)
{
    public string? Header(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => string.Join(", ", header.Value)).SingleOrDefault();

    public static async Task<Seen> In(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<Seen>())!;
    }
}

/// <summary>A service behind the gateway: a real server that answers with what it saw, unless a test maps something else.</summary>
public sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>What to answer at a path instead of an echo.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Answers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<Seen> Requests { get; } = new();

    public static async Task<Upstream> StartAsync(string service)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var upstream = new Upstream(builder.Build());
        upstream._app.UseWebSockets();
        upstream._app.Run(context => upstream.AnswerAsync(service, context));
        await upstream._app.StartAsync();
        upstream.Address = upstream._app.Urls.First();
        return upstream;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(string service, HttpContext context)
    {
        var request = context.Request;
        if (Answers.TryGetValue(request.Path, out var answer))
        {
            Requests.Enqueue(See(service, request, 0));
            await answer(context);
            return;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var seen = See(service, request, (int)body.Length);
        Requests.Enqueue(seen);
        context.Response.Headers.Server = "Stand-in";
        await context.Response.WriteAsJsonAsync(seen);
    }

    private static Seen See(string service, HttpRequest request, int bodyBytes) => new(
        service,
        request.Method,
        request.Path.ToUriComponent() + request.QueryString,
        request.Headers.ToDictionary(header => header.Key, header => header.Value.Select(value => value ?? "").ToArray(), StringComparer.OrdinalIgnoreCase),
        bodyBytes);
}
