using LeadPlatform.DataService.Vectors;
using LeadPlatform.DataService.Vectors.Qdrant;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>The Qdrant side as the service makes it, without the service.</summary>
internal static class QdrantIndex
{
    /// <param name="connection">Endpoint and key.</param>
    public static QdrantVectors New(string connection, string alias, Action<QdrantOptions>? configure = null, string model = "local-hash-1")
    {
        var services = new ServiceCollection();
        var at = QdrantConnection.Of(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:qdrant", connection)]).Build());
        services.AddHttpClient(QdrantClient.ClientName, http =>
        {
            http.BaseAddress = at.Endpoint;
            if (at.Key is { } key)
                http.DefaultRequestHeaders.Add("api-key", key);
        });
        var options = new QdrantOptions { Alias = alias, LongestPause = TimeSpan.FromMilliseconds(200) };
        configure?.Invoke(options);
        var client = new QdrantClient(services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), Options.Create(options), TimeProvider.System);
        return new QdrantVectors(client, Options.Create(new VectorOptions { Model = model, Dimensions = SomeVectors.Dimensions, Provider = VectorOptions.Qdrant }), Options.Create(options), TimeProvider.System);
    }
}
