using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.DeadLetters;

internal static class DeadLetterMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static volatile IReadOnlyDictionary<string, long> _waiting = new Dictionary<string, long>();

    private static readonly Counter<long> ReplayedLetters = Meter.CreateCounter<long>("dead_letters.replayed", "{event}", "Dead letters handed to their consumer once more, by consumer.");
    private static readonly Counter<long> DiscardedLetters = Meter.CreateCounter<long>("dead_letters.discarded", "{event}", "Dead letters thrown away, by consumer.");

    static DeadLetterMetrics() => Meter.CreateObservableGauge(
        "dead_letters.waiting", () => _waiting.Select(pair => new Measurement<long>(pair.Value, Of(pair.Key))), "{event}", "Dead letters that wait for somebody to replay or discard them, by consumer.");

    public static void Replayed(string consumer) => ReplayedLetters.Add(1, Of(consumer));

    public static void Discarded(string consumer) => DiscardedLetters.Add(1, Of(consumer));

    /// <summary>As counted now. A consumer that had some stays, with 0.</summary>
    public static void Waiting(IReadOnlyDictionary<string, long> counts)
    {
        var now = _waiting.ToDictionary(pair => pair.Key, _ => 0L);
        foreach (var (consumer, count) in counts)
            now[consumer] = count;
        _waiting = now;
    }

    private static KeyValuePair<string, object?> Of(string consumer) => new("consumer", consumer);
}
