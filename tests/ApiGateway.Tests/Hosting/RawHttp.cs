using System.Net.Sockets;
using System.Text;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>Requests byte by byte, where a client library would correct them.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends and reads to the end of the connection; ask for <c>Connection: close</c>.</summary>
    /// <exception cref="OperationCanceledException">The connection is still open after 60 s.</exception>
    public static Task<string> SendAsync(Uri address, string request) => SendAsync(address, [request]);

    /// <summary>Sends one piece after the other, with a pause of <paramref name="pause"/> between them, and reads to the end of the connection.</summary>
    public static async Task<string> SendAsync(Uri address, IEnumerable<string> pieces, TimeSpan pause = default)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        using var answer = new MemoryStream();
        var reading = ReadAsync(stream, answer, limit.Token);
        try
        {
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(piece), limit.Token);
                if (pause > TimeSpan.Zero && await Task.WhenAny(reading, Task.Delay(pause, limit.Token)) == reading)
                    break;
            }
        }
        catch (IOException)
        {
            // Closed while there was still something to say; what it answered counts.
        }

        await reading;
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public static IReadOnlyList<int> Statuses(string answer) =>
        [.. answer.Split("HTTP/1.1 ").Skip(1).Select(part => int.Parse(part[..3], null))];

    private static async Task ReadAsync(NetworkStream stream, MemoryStream answer, CancellationToken cancellationToken)
    {
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            // Reset instead of closed.
        }
    }
}
