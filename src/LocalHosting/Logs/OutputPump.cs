using System.Text;

namespace Aspire.Hosting.Logs;

/// <summary>Cuts the output of a process into lines.</summary>
internal static class OutputPump
{
    private const int BufferBytes = 8192;

    // A longer line is cut: a process that never ends its line must not fill the memory.
    private const int MaxLineCharacters = 8192;

    public static async Task RunAsync(Stream output, ResourceLog log, bool isError, CancellationToken cancellationToken)
    {
        var bytes = new byte[BufferBytes];
        var characters = new char[BufferBytes + 1];
        var decoder = Encoding.UTF8.GetDecoder();
        var line = new StringBuilder();
        try
        {
            while (await output.ReadAsync(bytes, cancellationToken) is var count and > 0)
            {
                var decoded = decoder.GetChars(bytes, 0, count, characters, 0);
                log.Append(Cut(characters.AsSpan(0, decoded), line), isError);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The process is gone and nobody waits for the rest.
        }

        if (line.Length > 0)
            log.Append([line.ToString()], isError);
    }

    private static List<string> Cut(ReadOnlySpan<char> text, StringBuilder line)
    {
        var lines = new List<string>();
        foreach (var character in text)
        {
            if (character != '\n' && line.Length < MaxLineCharacters)
            {
                line.Append(character);
                continue;
            }

            lines.Add(line.ToString().TrimEnd('\r'));
            line.Clear();
            if (character != '\n')
                line.Append(character);
        }

        return lines;
    }
}
