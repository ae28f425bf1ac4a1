using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using LeadPlatform.Cli.Calls;

namespace LeadPlatform.Cli.Posting;

/// <summary>A lead to post.</summary>
/// <param name="Number">Its line, from 1.</param>
internal sealed record LeadLine(long Number, byte[] Body);

internal static class LeadLines
{
    /// <summary>What the platform takes of one lead, and with it of a document over several lines: 64 KiB.</summary>
    public const int MaxBytes = 65_536;

    /// <summary>Each line that is not empty; or all of it as one, where the first line alone is no JSON.</summary>
    /// <exception cref="CliException">A document over several lines is too large.</exception>
    public static async IAsyncEnumerable<LeadLine> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(input, Encoding.UTF8);
        for (var number = 1L; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (number == 1 && !IsWhole(line))
            {
                yield return new LeadLine(1, await RestAsync(line, reader, cancellationToken));
                yield break;
            }

            yield return new LeadLine(number, Encoding.UTF8.GetBytes(line));
        }
    }

    private static async Task<byte[]> RestAsync(string first, StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(first);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (text.Append('\n').Append(line).Length > MaxBytes)
                throw new CliException(ExitCode.Usage, $"The first line is no JSON, so the file must be one lead, and it has more than {MaxBytes} bytes. A file of many has one a line.");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static bool IsWhole(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
