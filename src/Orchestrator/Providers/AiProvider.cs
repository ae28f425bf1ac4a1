using LeadPlatform.Orchestrator.Providers.Spending;
using Microsoft.Extensions.AI;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>
/// One provider behind its limits. From the outside in: retries, circuit breaker; then for each attempt a place among its calls, its share of requests, tokens and
/// money, and the time limit.
/// </summary>
internal sealed class AiProvider : IDisposable
{
    private readonly ProviderOptions _options;
    private readonly SpendingLedger _ledger;
    private readonly ProviderMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly IChatClient? _chat;
    private readonly IEmbeddingGenerator<string, Embedding<float>>? _embeddings;
    private readonly SemaphoreSlim _places;
    private readonly ResiliencePipeline _pipeline;
    private long _restsUntil = long.MinValue;
    private long _openUntil = long.MinValue;

    public AiProvider(string name, ProviderOptions options, SpendingLedger ledger, ProviderMetrics metrics, TimeProvider time)
    {
        (Name, _options, _ledger, _metrics, _time) = (name, options, ledger, metrics, time);
        _http = ProviderClients.Http(options, time);
        _chat = ProviderClients.Chat(options, _http);
        _embeddings = ProviderClients.Embeddings(options, _http);
        _places = new SemaphoreSlim(options.Concurrency);
        _pipeline = Pipeline();
    }

    public string Name { get; }

    public string Model => _options.Model;

    public string EmbeddingModel => _options.EmbeddingModel;

    public int Dimensions => _options.Dimensions;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout => _options.Timeout;

    /// <summary>Whether it is left alone after too many failures. A circuit that nobody tries again counts as closed after its pause.</summary>
    public bool IsCircuitOpen => _time.GetTimestamp() < Volatile.Read(ref _openUntil);

    /// <summary>Share of the day's money that is spent or set aside; 0 without a budget.</summary>
    public double BudgetUsed => _options.DailyBudgetMicros == 0 ? 0 : (double)_ledger.SpentToday(Name) / _options.DailyBudgetMicros;

    /// <exception cref="ProviderFault">There is no answer.</exception>
    public Task<string> AskAsync(IReadOnlyList<ChatMessage> messages, ChatResponseFormat format, CancellationToken cancellationToken)
    {
        var asked = new ChatOptions { ResponseFormat = format, MaxOutputTokens = _options.MaxOutputTokens };
        var estimate = new Usage(Estimate(messages.Sum(message => message.Text.Length)), _options.MaxOutputTokens);
        return GuardAsync("chat", estimate, Cost, CallAsync, cancellationToken);

        async Task<(string, Usage?)> CallAsync(CancellationToken token)
        {
            var answer = await _chat!.GetResponseAsync(messages, asked, token);
            return (answer.Text, answer.Usage is { } used ? new Usage(used.InputTokenCount ?? estimate.Input, used.OutputTokenCount ?? estimate.Output) : null);
        }
    }

    /// <exception cref="ProviderFault">There is none.</exception>
    public Task<float[]> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        var estimate = new Usage(Estimate(text.Length), 0);
        return GuardAsync("embeddings", estimate, used => Price(used.Input, _options.EmbeddingMicrosPerMillionTokens), CallAsync, cancellationToken);

        async Task<(float[], Usage?)> CallAsync(CancellationToken token)
        {
            var answer = await _embeddings!.GenerateAsync([text], new EmbeddingGenerationOptions { Dimensions = _options.Dimensions }, token);
            var vector = answer is [{ } one] ? one.Vector.ToArray() : [];
            if (vector.Length != _options.Dimensions || !vector.All(float.IsFinite))
                throw new ProviderFault(FaultCode.InvalidAnswer, counts: true);
            return (vector, answer.Usage is { } used ? new Usage(used.InputTokenCount ?? estimate.Input, 0) : null);
        }
    }

    public void Dispose()
    {
        _chat?.Dispose();
        _embeddings?.Dispose();
        _http.Dispose();
        _places.Dispose();
    }

    private async Task<T> GuardAsync<T>(string operation, Usage estimate, Func<Usage, long> cost, Func<CancellationToken, Task<(T, Usage?)>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await AttemptAsync(operation, estimate, cost, call, token), cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            throw new ProviderFault(FaultCode.CircuitOpen);
        }
    }

    private async Task<T> AttemptAsync<T>(string operation, Usage estimate, Func<Usage, long> cost, Func<CancellationToken, Task<(T, Usage?)>> call, CancellationToken cancellationToken)
    {
        if (_time.GetTimestamp() < Volatile.Read(ref _restsUntil))
            throw new ProviderFault(FaultCode.RateLimited);
        if (!await _places.WaitAsync(_options.WaitForPlace, cancellationToken))
            throw new ProviderFault(FaultCode.Busy);
        try
        {
            var reserved = await _ledger.ReserveAsync(Name, _options, estimate.Total, cost(estimate), cancellationToken);
            var outcome = "answered";
            Usage? used = Usage.None;
            try
            {
                (var answer, used) = await CallAsync(call, cancellationToken);
                return answer;
            }
            catch (ProviderFault fault)
            {
                outcome = fault.Code;
                // What was under way may well be charged; what was refused is not.
                used = fault.Code is FaultCode.Timeout or FaultCode.Unreachable or FaultCode.TooLarge or FaultCode.InvalidAnswer ? null : Usage.None;
                Rest(fault);
                throw;
            }
            catch (OperationCanceledException)
            {
                (outcome, used) = ("cancelled", null);
                throw;
            }
            finally
            {
                var final = used ?? estimate;
                _metrics.Called(Name, operation, outcome, cost(final));
                await _ledger.SettleAsync(reserved, final.Total, cost(final));
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<(T, Usage?)> CallAsync<T>(Func<CancellationToken, Task<(T, Usage?)>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            throw new ProviderFault(FaultCode.Timeout, passes: true, counts: true);
        }
        catch (Exception exception)
        {
            throw ProviderFault.From(exception);
        }
    }

    /// <summary>Whoever names a time longer than one waits is left alone until then, by all calls.</summary>
    private void Rest(ProviderFault fault)
    {
        if (fault.RetryAfter is { } after && after > _options.MaxRetryAfter)
            Volatile.Write(ref _restsUntil, _time.GetTimestamp() + (long)(Math.Min(after.TotalSeconds, 300) * _time.TimestampFrequency));
    }

    private ResiliencePipeline Pipeline()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        if (_options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.Retries,
                Delay = _options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => new(args.Outcome.Exception is ProviderFault { Passes: true } fault && (fault.RetryAfter ?? TimeSpan.Zero) <= _options.MaxRetryAfter),
                DelayGenerator = args => new((args.Outcome.Exception as ProviderFault)?.RetryAfter),
            });
        }

        return builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = _options.BreakerFailureRatio,
            MinimumThroughput = _options.BreakerMinimumCalls,
            SamplingDuration = _options.BreakerWindow,
            BreakDuration = _options.BreakerPause,
            ShouldHandle = args => new(args.Outcome.Exception is ProviderFault { Counts: true }),
            OnOpened = args => OpenUntil(_time.GetTimestamp() + (long)(args.BreakDuration.TotalSeconds * _time.TimestampFrequency)),
            OnClosed = _ => OpenUntil(long.MinValue),
        }).Build();
    }

    private ValueTask OpenUntil(long timestamp)
    {
        Volatile.Write(ref _openUntil, timestamp);
        return ValueTask.CompletedTask;
    }

    private long Cost(Usage used) => Price(used.Input, _options.InputMicrosPerMillionTokens) + Price(used.Output, _options.OutputMicrosPerMillionTokens);

    /// <summary>Rounded up, so that many small calls don't come free.</summary>
    private static long Price(long tokens, long microsPerMillion) => (long)Math.Ceiling(tokens * (decimal)microsPerMillion / 1_000_000m);

    /// <summary>English has about four characters a token; three leave room for other languages and the schema.</summary>
    private static long Estimate(int characters) => 200 + (characters / 3);

    private readonly record struct Usage(long Input, long Output)
    {
        public static Usage None => default;

        public long Total => Input + Output;
    }
}
