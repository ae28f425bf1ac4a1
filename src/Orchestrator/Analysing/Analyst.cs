using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LeadPlatform.Orchestrator.Prompts;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Qualifying;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Analysing;

/// <param name="Analysis">Null where no provider gave a usable answer.</param>
/// <param name="Fault">Then why, as the last of them said.</param>
internal sealed record AnalysisResult(LeadAnalysis? Analysis, string? Fault);

/// <summary>
/// Asks the chain of providers about leads. What was begun goes on when its lead can't wait any longer: the answer is kept, and whoever asks for the same content meanwhile joins.
/// </summary>
internal sealed partial class Analyst : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<AnalysisResult>>> _underWay = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly AiProviders _providers;
    private readonly AnswerCache _cache;
    private readonly ProviderMetrics _metrics;
    private readonly AiOptions _options;
    private readonly PromptFile _prompt;
    private readonly TimeProvider _time;
    private readonly ILogger<Analyst> _logger;

    public Analyst(AiProviders providers, AnswerCache cache, ProviderMetrics metrics, IOptions<AiOptions> options, TimeProvider time, ILogger<Analyst> logger)
    {
        (_providers, _cache, _metrics, _options, _time, _logger) = (providers, cache, metrics, options.Value, time, logger);
        _prompt = PromptFile.Find(_options.Prompt) ?? throw new InvalidOperationException($"There is no prompt {_options.Prompt}.");
    }

    /// <summary>False where nobody is asked.</summary>
    public bool Asks => _providers.Chain.Count > 0;

    /// <summary>Begins, or joins what was begun.</summary>
    /// <returns>Null where so many are under way that no more is begun.</returns>
    public Task<AnalysisResult>? Begin(LeadFacts lead)
    {
        if (Render(lead) is not { } prompt)
            return Task.FromResult(new AnalysisResult(null, FaultCode.NotRedacted));
        var key = prompt.KeyFor("");
        if (_underWay.TryGetValue(key, out var there))
            return there.Value;
        if (_underWay.Count >= _options.MaxUnderWay)
            return null;
        return _underWay.GetOrAdd(key, _ => new Lazy<Task<AnalysisResult>>(() => RunAsync(key, prompt))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_underWay.Values.Select(one => (Task)one.Value)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private AnalysisPrompt? Render(LeadFacts lead)
    {
        try
        {
            return new AnalysisPrompt(_prompt, lead);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private async Task<AnalysisResult> RunAsync(string key, AnalysisPrompt prompt)
    {
        // Off the batch's thread, which has other leads to begin.
        await Task.Yield();
        using var limit = new CancellationTokenSource(_options.GiveUpAfter, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            return await AskAsync(prompt, either.Token);
        }
        catch (OperationCanceledException)
        {
            return new AnalysisResult(null, FaultCode.Timeout);
        }
        catch (Exception exception)
        {
            // A defect, and no reason for a lead to stop. The type only: a message may quote what it stumbled over.
            Log.Failed(_logger, exception.GetType().Name);
            return new AnalysisResult(null, FaultCode.Defect);
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    private async Task<AnalysisResult> AskAsync(AnalysisPrompt prompt, CancellationToken cancellationToken)
    {
        string? fault = null;
        foreach (var provider in _providers.Chain)
        {
            try
            {
                return new AnalysisResult((await AskAsync(provider, prompt, cancellationToken)).By(provider.Name, provider.Model), null);
            }
            catch (ProviderFault no)
            {
                fault = no.Code;
                _metrics.FellBack(provider.Name, no.Code);
                Log.FellBack(_logger, provider.Name, no.Code);
            }
        }

        return new AnalysisResult(null, fault);
    }

    private async Task<AnalysisAnswer> AskAsync(AiProvider provider, AnalysisPrompt prompt, CancellationToken cancellationToken)
    {
        var key = prompt.KeyFor(provider.Model);
        var known = await _cache.FindAsync(key, cancellationToken) ?? await _cache.ClaimAsync(key, provider.Timeout * 2, cancellationToken);
        _metrics.LookedUp(provider.Name, known is not null);
        if (known is not null)
            return known;
        try
        {
            var answer = await AskForValidAsync(provider, prompt, cancellationToken);
            await _cache.KeepAsync(key, answer, cancellationToken);
            return answer;
        }
        finally
        {
            await _cache.ReleaseAsync(key);
        }
    }

    private async Task<AnalysisAnswer> AskForValidAsync(AiProvider provider, AnalysisPrompt prompt, CancellationToken cancellationToken)
    {
        var text = await provider.AskAsync(prompt.Messages, prompt.Format, cancellationToken);
        if (AnalysisAnswer.Read(text, out var wrong) is { } answer)
            return answer;
        text = await provider.AskAsync(prompt.Repair(text, wrong), prompt.Format, cancellationToken);
        var repaired = AnalysisAnswer.Read(text, out _);
        _metrics.Repaired(provider.Name, repaired is not null);
        return repaired ?? throw new ProviderFault(FaultCode.InvalidAnswer);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3111, Level = LogLevel.Error, Message = "An analysis failed with {ExceptionType}; the local result counts")]
        public static partial void Failed(ILogger logger, string exceptionType);

        [LoggerMessage(EventId = 3110, Level = LogLevel.Warning, Message = "AI provider {Provider} gave no usable answer ({Fault}); the next one is asked, or the local result counts")]
        public static partial void FellBack(ILogger logger, string provider, string fault);
    }
}
