using System.Collections.Concurrent;
using System.Diagnostics;

namespace LeadPlatform.Crash.Tests.Load;

/// <summary>What the clients were told: of every 201 its key and lead, of every answer when it came. Kept outside of what is killed.</summary>
internal sealed class Journal
{
    private readonly ConcurrentDictionary<string, Guid> _acknowledged = new();
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<string> _contradictions = new();
    private int _inFlight;

    /// <summary>The lead of each key that was answered 201.</summary>
    public IReadOnlyDictionary<string, Guid> Acknowledged => _acknowledged;

    /// <summary>Keys that were answered with two leads, one after the other.</summary>
    public IReadOnlyCollection<string> Contradictions => _contradictions;

    /// <summary>Keys that were sent and have no 201 yet.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Every answer so far, failed connections too.</summary>
    public IReadOnlyCollection<Answer> Answers => _answers;

    public void Begin() => Interlocked.Increment(ref _inFlight);

    public void End() => Interlocked.Decrement(ref _inFlight);

    public void Acknowledge(string key, Guid leadId)
    {
        if (_acknowledged.GetOrAdd(key, leadId) != leadId)
            _contradictions.Enqueue(key);
    }

    public void Add(Answer answer) => _answers.Enqueue(answer);

    /// <summary>The answers to what was sent from <paramref name="from"/> on and came before <paramref name="until"/>, both time stamps.</summary>
    public IReadOnlyList<Answer> Within(long from, long until) => [.. _answers.Where(answer => answer.Sent >= from && answer.Came <= until)];
}

/// <summary>One answer.</summary>
/// <param name="Sent">Time stamp.</param>
/// <param name="Came">Time stamp.</param>
/// <param name="Status">0 where the connection failed or no answer came.</param>
/// <param name="HasRetryAfter">Whether it says when to come again.</param>
internal readonly record struct Answer(long Sent, long Came, int Status, bool HasRetryAfter)
{
    public TimeSpan Took => Stopwatch.GetElapsedTime(Sent, Came);
}
