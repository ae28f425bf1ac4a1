using System.Collections.Concurrent;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Orchestrator.Tests.Hosting;

/// <summary>DataService as the Orchestrator sees it: a real server with the addresses that it asks.</summary>
public sealed class DataServiceStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DataServiceStandIn(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public ConcurrentDictionary<Guid, QualificationInput> Leads { get; } = new();

    /// <summary>Sizes of the batches asked for.</summary>
    public ConcurrentQueue<int> Batches { get; } = new();

    public ConcurrentQueue<string> InputTokens { get; } = new();

    /// <summary>Embeddings that were put, by lead.</summary>
    public ConcurrentDictionary<Guid, JsonElement> Embeddings { get; } = new();

    /// <summary>While set, every question gets this status.</summary>
    public int? Failing { get; set; }

    /// <summary>What <c>GET /v1/leads/{id}</c> answers, given id and Authorization.</summary>
    public Func<Guid, string, IResult> Lead { get; set; } = (_, _) => TypedResults.NotFound();

    /// <summary>What <c>GET /v1/leads/{id}/timeline</c> answers, given id and Authorization.</summary>
    public Func<Guid, string, IResult> Timeline { get; set; } = (_, _) => TypedResults.NotFound();

    /// <summary>The model in use, by ETag; null for none.</summary>
    public (string Tag, byte[] Content)? Model { get; set; }

    /// <summary>Statuses of the answers to who asked for it.</summary>
    public ConcurrentQueue<int> ModelAnswers { get; } = new();

    public static async Task<DataServiceStandIn> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var standIn = new DataServiceStandIn(builder.Build());
        standIn._app.MapPost("/internal/qualification-inputs", standIn.Inputs);
        standIn._app.MapGet("/v1/leads/{id:guid}", (Guid id, HttpRequest request) => standIn.Failing is { } status ? TypedResults.StatusCode(status) : standIn.Lead(id, request.Headers.Authorization.ToString()));
        standIn._app.MapGet("/v1/leads/{id:guid}/timeline", (Guid id, HttpRequest request) => standIn.Failing is { } status ? TypedResults.StatusCode(status) : standIn.Timeline(id, request.Headers.Authorization.ToString()));
        standIn._app.MapPut("/v1/leads/{id:guid}/embedding", standIn.Embed);
        standIn._app.MapGet("/internal/models/current", standIn.CurrentModelAsync);
        await standIn._app.StartAsync();
        standIn.Address = standIn._app.Urls.First();
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Embed(Guid id, JsonElement body, HttpRequest http)
    {
        if (!http.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
            return TypedResults.Unauthorized();
        Embeddings[id] = body;
        return TypedResults.NoContent();
    }

    private async Task CurrentModelAsync(HttpContext context)
    {
        var model = Model;
        context.Response.StatusCode = model is null ? 204 : context.Request.Headers.IfNoneMatch == model.Value.Tag ? 304 : 200;
        if (model is { } one)
            context.Response.Headers.ETag = one.Tag;
        if (context.Response.StatusCode == 200)
            await context.Response.Body.WriteAsync(model!.Value.Content);
        ModelAnswers.Enqueue(context.Response.StatusCode);
    }

    private IResult Inputs(QualificationInputsRequest request, HttpRequest http)
    {
        Batches.Enqueue(request.LeadIds.Count);
        InputTokens.Enqueue(http.Headers.Authorization.ToString());
        if (Failing is { } status)
            return TypedResults.StatusCode(status);
        return TypedResults.Ok(new QualificationInputs([.. request.LeadIds.Where(Leads.ContainsKey).Select(id => Leads[id])]));
    }
}
