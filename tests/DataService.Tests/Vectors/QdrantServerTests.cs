using LeadPlatform.DataService.Vectors;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>The contract against a real Qdrant: <c>QDRANT_URL</c>, and <c>QDRANT_KEY</c> where it asks for one. What the tests make there they leave there.</summary>
public sealed class QdrantServerTests : QdrantRebuildContract
{
    private protected override async Task<ILeadVectors> NewAsync()
    {
        var url = Environment.GetEnvironmentVariable("QDRANT_URL");
        Assert.SkipWhen(string.IsNullOrEmpty(url), "QDRANT_URL is not set: the contract of Qdrant was held against the stand-in alone.");
        var index = QdrantIndex.New($"Endpoint={url};Key={Environment.GetEnvironmentVariable("QDRANT_KEY")}", $"test-{Guid.NewGuid():N}");
        await index.PrepareAsync(TestContext.Current.CancellationToken);
        return index;
    }
}
