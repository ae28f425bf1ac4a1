using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>A body as its lines, one in memory at a time.</summary>
internal static class ImportLines
{
    /// <summary>Longest line in bytes; of a longer one only its number is told.</summary>
    public const int MaxLineBytes = 4_096;

    /// <returns>Each line without its break and counted from 1; its text is null where it is too long.</returns>
    public static async IAsyncEnumerable<(int Number, string? Text)> ReadAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (number, tooLong) = (0, false);
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            try
            {
                while (TryTakeLine(ref rest, read.IsCompleted, out var line))
                {
                    number++;
                    yield return (number, tooLong || line.Length > MaxLineBytes ? null : Decode(line, number));
                    tooLong = false;
                }

                // What a line has too much is let go of, not kept until its end comes.
                if (rest.Length > MaxLineBytes)
                {
                    tooLong = true;
                    rest = rest.Slice(rest.End);
                }
            }
            finally
            {
                body.AdvanceTo(rest.Start, rest.End);
            }

            if (read.IsCompleted)
                yield break;
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool ended, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        rest = rest.Slice(ended ? rest.End : rest.Start);
        return ended && !line.IsEmpty;
    }

    private static string Decode(in ReadOnlySequence<byte> line, int number)
    {
        var text = Encoding.UTF8.GetString(line).TrimEnd('\r');
        return number == 1 ? text.TrimStart('\uFEFF') : text;
    }
}
