using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.TestHost;
using LeadPlatform.TestHost.Ai;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>The Orchestrator, on a NATS server of its own, with an embedding model behind OpenAI's API.</summary>
internal sealed class RunningEmbeddings : IAsyncDisposable
{
    public const string Model = "embed-1";

    private readonly WebApplicationFactory<AiOptions> _service;

    private RunningEmbeddings(AiServer ai, WebApplicationFactory<AiOptions> service) => (Ai, _service) = (ai, service);

    public AiServer Ai { get; }

    public string Address { get; private init; } = "";

    /// <summary>Settings of a DataService whose vectors are the model's.</summary>
    public (string Key, string Value)[] Settings { get; private init; } = [];

    /// <param name="dataService">Where leads are read and vectors are put; by default nowhere.</param>
    public static async Task<RunningEmbeddings> StartAsync(RunningDataService service, int dimensions, Uri? dataService = null)
    {
        var ai = await AiServer.StartAsync();
        var settings = new Dictionary<string, string>(service.Issuer.Settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)))
        {
            ["ConnectionStrings:nats"] = await service.NewNatsAsync(),
            ["Services:dataservice:http:0"] = dataService?.ToString().TrimEnd('/') ?? "http://127.0.0.1:9",
            ["Logging:LogLevel:Default"] = "Error",
            ["Ai:Embeddings"] = "vectors",
            ["Ai:Providers:vectors:Endpoint"] = ai.Address + "/v1",
            ["Ai:Providers:vectors:Key"] = AiServer.Key,
            ["Ai:Providers:vectors:EmbeddingModel"] = Model,
            ["Ai:Providers:vectors:Dimensions"] = $"{dimensions}",
            ["Ai:Providers:vectors:Retries"] = "0",
        };
        var factory = new WebApplicationFactory<AiOptions>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production").UseUrls("http://127.0.0.1:0");
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
        });
        factory.UseKestrel();
        factory.StartServer();
        var address = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new RunningEmbeddings(ai, factory) { Address = address, Settings = [("Vectors:Model", Model), ("Vectors:Dimensions", $"{dimensions}"), ("Services:orchestrator:http:0", address)] };
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await Ai.DisposeAsync();
    }
}
