using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Redaction;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary>Has leads embedded by a provider, and puts the vector to DataService. What was begun goes on when its lead can't wait any longer.</summary>
internal sealed partial class Embedder(
    AiProviders providers, IServiceScopeFactory scopes, ProviderMetrics metrics, IOptions<AiOptions> options, TimeProvider time, ILogger<Embedder> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, Lazy<Task<string?>>> _underWay = new();
    private readonly CancellationTokenSource _stopping = new();

    public bool Asks => providers.Embeddings is not null;

    /// <summary>Provider and model; null where nobody is asked.</summary>
    public string? By => providers.Embeddings is { } provider ? $"{provider.Name}/{provider.EmbeddingModel}" : null;

    /// <returns>The fault, or null where it was put; no task where so many are under way that no more is begun.</returns>
    public Task<string?>? Begin(LeadFacts lead) =>
        _underWay.Count >= options.Value.MaxUnderWay ? null : _underWay.GetOrAdd(lead.Lead.LeadId, id => new Lazy<Task<string?>>(() => RunAsync(id, lead))).Value;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_underWay.Values.Select(one => (Task)one.Value)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task<string?> RunAsync(Guid leadId, LeadFacts lead)
    {
        await Task.Yield();
        var provider = providers.Embeddings!;
        using var limit = new CancellationTokenSource(options.Value.GiveUpAfter, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            var vector = await provider.EmbedAsync(LeadData.TextOf(lead), either.Token);
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<LeadEmbeddings>().PutAsync(leadId, provider.EmbeddingModel, vector, either.Token);
            return null;
        }
        catch (ProviderFault fault)
        {
            return Fault(leadId, provider.Name, fault.Code);
        }
        catch (RegexMatchTimeoutException)
        {
            return Fault(leadId, provider.Name, FaultCode.NotRedacted);
        }
        catch (Exception exception)
        {
            // Most of all: DataService did not take it. No reason for a lead to stop.
            return Fault(leadId, provider.Name, exception is HttpRequestException || TransientFault.Is(exception) ? "not_stored" : FaultCode.Defect);
        }
        finally
        {
            _underWay.TryRemove(leadId, out _);
        }
    }

    private string Fault(Guid leadId, string provider, string code)
    {
        metrics.FellBack(provider, code);
        Log.NotEmbedded(logger, leadId, provider, code);
        return code;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3130, Level = LogLevel.Warning, Message = "Lead {LeadId} was not embedded by {Provider}: {Fault}")]
        public static partial void NotEmbedded(ILogger logger, Guid leadId, string provider, string fault);
    }
}

/// <summary>Puts vectors to DataService, as this service.</summary>
internal sealed class LeadEmbeddings(HttpClient http)
{
    /// <exception cref="HttpRequestException">DataService did not take it.</exception>
    public async Task PutAsync(Guid leadId, string model, float[] vector, CancellationToken cancellationToken)
    {
        using var answer = await http.PutAsJsonAsync($"/v1/leads/{leadId}/embedding", new LeadEmbedding(model, vector), EmbeddingJson.Default.LeadEmbedding, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LeadEmbedding))]
internal sealed partial class EmbeddingJson : JsonSerializerContext;
