using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aspire.Hosting.Health;

/// <summary>A short conversation in lines with a server on this machine.</summary>
internal sealed class LineProtocol(NetworkStream stream)
{
    private const int TimeoutSeconds = 3;
    private const int MaxLineBytes = 65_536;

    /// <returns>What the conversation returns, or a sentence about the connection where that fails.</returns>
    public static async Task<string?> AskAsync(int port, Func<LineProtocol, CancellationToken, Task<string?>> conversation, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(TimeoutSeconds));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            return await conversation(new LineProtocol(client.GetStream()), limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return $"port {port} does not answer: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"port {port} did not answer within {TimeoutSeconds} s";
        }
    }

    public ValueTask WriteAsync(string text, CancellationToken cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < MaxLineBytes && await stream.ReadAsync(one, cancellationToken) > 0 && one[0] != '\n')
            line.Add(one[0]);
        return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
    }
}
