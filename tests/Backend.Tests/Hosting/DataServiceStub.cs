using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Backend.Tests.Hosting;

/// <summary>DataService as far as Backend asks it: whether the caller has such a lead. A real HTTP server.</summary>
public sealed class DataServiceStub : IAsyncDisposable
{
    private WebApplication? _app;

    public string Address { get; private set; } = "";

    /// <summary>Leads that are there, to whoever asks with a bearer token.</summary>
    public ConcurrentDictionary<Guid, bool> Leads { get; } = new();

    /// <summary>Leads for which the caller's token is refused, as one revoked a moment ago.</summary>
    public ConcurrentDictionary<Guid, bool> Refusing { get; } = new();

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapGet("/v1/leads/{id:guid}", (Guid id, HttpRequest request) =>
            Refusing.ContainsKey(id) || !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) ? Results.StatusCode(StatusCodes.Status401Unauthorized)
            : Leads.ContainsKey(id) ? Results.Text("{}", "application/json") : Results.StatusCode(StatusCodes.Status404NotFound));
        await _app.StartAsync();
        Address = _app.Urls.First();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
