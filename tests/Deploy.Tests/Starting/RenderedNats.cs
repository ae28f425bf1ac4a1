using System.Net.Sockets;
using LeadPlatform.Deploy.Tests.Charts;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Starting;

/// <summary>A real nats-server with the nats.conf that the chart renders; only places on the disk and ports are those of this machine.</summary>
internal sealed class RenderedNats : IAsyncDisposable
{
    private readonly RunningProgram _server;
    private readonly DirectoryInfo _directory;
    private readonly int _port;
    private readonly string _scheme;

    private RenderedNats(RunningProgram server, DirectoryInfo directory, int port, string scheme) => (_server, _directory, _port, _scheme) = (server, directory, port, scheme);

    /// <summary>Where ca.crt lies, and nothing else.</summary>
    public string Authority => Path.Combine(_directory.FullName, "ca");

    public static async Task<RenderedNats> StartAsync(string values)
    {
        var rendered = await Rendered.OfAsync(values);
        var directory = Directory.CreateTempSubdirectory("deploy-nats-");
        TestCertificates.WriteTo(directory.FullName);
        Directory.CreateDirectory(Path.Combine(directory.FullName, "ca"));
        File.Copy(Path.Combine(directory.FullName, "ca.crt"), Path.Combine(directory.FullName, "ca", "ca.crt"));
        var ports = RunningProgram.FreePorts(2);
        var configuration = ((string)rendered.One("ConfigMap", "nats")["data"]!["nats.conf"]!)
            .Replace("/etc/nats-tls", directory.FullName, StringComparison.Ordinal)
            .Replace("\"/data\"", $"\"{directory.FullName}/data\"", StringComparison.Ordinal)
            .Replace("/tmp/nats.pid", $"{directory.FullName}/nats.pid", StringComparison.Ordinal)
            .Replace("4222", $"{ports[0]}", StringComparison.Ordinal).Replace("8222", $"{ports[1]}", StringComparison.Ordinal);
        var file = Path.Combine(directory.FullName, "nats.conf");
        await File.WriteAllTextAsync(file, configuration);

        var container = Rendered.Pod(rendered.One("StatefulSet", "nats"))["containers"]![0]!;
        var variables = Rendered.Variables(container).ToDictionary(one => one.Key, one => one.Value.StartsWith("nats/", StringComparison.Ordinal) ? Password(one.Key) : one.Value);
        var nats = new RenderedNats(RunningProgram.Start("nats-server", ["--config", file], variables), directory, ports[0], configuration.Contains("cert_file", StringComparison.Ordinal) ? "tls" : "nats");
        await nats.ReadyAsync();
        return nats;
    }

    /// <summary>The connection string of a user.</summary>
    public string Url(string user) => $"{_scheme}://{user}:{Password($"NATS_{user.ToUpperInvariant()}_PASSWORD")}@localhost:{_port}";

    /// <summary>Says one line of the protocol as a user; returns the server's complaint, or null.</summary>
    public async Task<string?> SayAsync(string user, string line)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", _port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await reader.ReadLineAsync();
        var hello = $$"""CONNECT {"verbose":false,"user":"{{user}}","pass":"{{Password($"NATS_{user.ToUpperInvariant()}_PASSWORD")}}","protocol":1}""";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{hello}\r\n{line}\r\nPING\r\n"));
        while (await reader.ReadLineAsync() is { } answer)
        {
            if (answer.StartsWith("-ERR", StringComparison.Ordinal))
                return answer;
            if (answer == "PONG")
                return null;
        }

        return "the connection was closed";
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    // Begins with a letter: nats-server reads the value of a variable as configuration.
    private static string Password(string variable) => $"p{variable.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()}";

    private async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!_server.Output.Contains("Server is ready", StringComparison.Ordinal))
        {
            _server.HasExited.ShouldBeFalse(_server.Output);
            await Task.Delay(50, limit.Token);
        }
    }
}
