using System.Threading.Channels;

namespace Aspire.Hosting.Logs;

/// <summary>One line of output.</summary>
/// <param name="Number">Counted from 1 for each resource.</param>
/// <param name="Time">When it was read.</param>
/// <param name="Text">The line without its end.</param>
/// <param name="IsError">Whether it came from standard error.</param>
internal sealed record LogLine(long Number, DateTimeOffset Time, string Text, bool IsError);

/// <summary>The output of one replica: the last lines in memory, more in a file.</summary>
internal sealed class ResourceLog(LogFile file, TimeProvider time) : IDisposable
{
    private const int KeptLines = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new(KeptLines);
    private readonly List<Channel<LogLine>> _readers = [];
    private long _count;

    public void Append(IReadOnlyCollection<string> lines, bool isError)
    {
        if (lines.Count == 0)
            return;

        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var text in lines)
            {
                var line = new LogLine(++_count, now, text, isError);
                if (_lines.Count == KeptLines)
                    _lines.Dequeue();
                _lines.Enqueue(line);
                foreach (var reader in _readers)
                    reader.Writer.TryWrite(line);
            }

            file.Write(now, lines);
        }
    }

    /// <summary>The number of the last line; 0 before the first.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>The last lines in memory that come after line number <paramref name="after"/>.</summary>
    public IReadOnlyList<LogLine> Tail(int count, long after = 0)
    {
        lock (_lock)
            return [.. _lines.Where(line => line.Number > after).TakeLast(count)];
    }

    /// <summary>The lines in memory, then each new one; a reader that falls behind misses the oldest.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(KeptLines) { FullMode = BoundedChannelFullMode.DropOldest });
        LogLine[] known;
        lock (_lock)
        {
            known = [.. _lines];
            _readers.Add(channel);
        }

        try
        {
            foreach (var line in known)
                yield return line;
            await foreach (var line in channel.Reader.ReadAllAsync(cancellationToken))
                yield return line;
        }
        finally
        {
            lock (_lock)
                _readers.Remove(channel);
        }
    }

    public void Dispose()
    {
        lock (_lock)
            file.Dispose();
    }
}
