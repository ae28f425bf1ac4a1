using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LeadPlatform.Bench.Baselines;

/// <summary>A baseline that serves HTTP, in a process of its own like the services it is compared with.</summary>
internal sealed class BaselineProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private BaselineProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    public static async Task<BaselineProcess> StartAsync(string command, CancellationToken cancellationToken, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        // What the services run with: production's settings, and workers that sleep instead of spinning come from the project file.
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(BaselineProcess).Assembly.Location, command, "--address", address.AbsoluteUri, .. arguments]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        var process = Process.Start(start)!;
        await AnswersAsync(address, process, cancellationToken);
        return new BaselineProcess(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task AnswersAsync(Uri address, Process process, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        using var client = new TcpClient();
        while (!client.Connected)
        {
            try
            {
                await client.ConnectAsync(address.Host, address.Port, limit.Token);
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
