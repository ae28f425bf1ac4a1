using System.Net.Sockets;
using System.Text;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>Requests byte by byte, where a client library would correct them.</summary>
internal static class RawHttp
{
    /// <summary>Sends and reads to the end of the connection; ask for <c>Connection: close</c>.</summary>
    public static async Task<string> SendAsync(Uri address, string request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, limit.Token);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
