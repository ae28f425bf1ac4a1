using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests;

/// <summary>The service as a process of its own, so that it can be killed, and kept short of memory, like one.</summary>
internal sealed partial class DataServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly System.Text.StringBuilder _output = new();

    private DataServiceProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The service ended:\n{_output}"));
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <param name="environment">Further variables.</param>
    public static async Task<DataServiceProcess> StartAsync(RunningDataService service, string database, string nats, IReadOnlyDictionary<string, string> environment)
    {
        var assembly = Path.Combine(Root(), "src", "DataService", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "LeadPlatform.DataService.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", assembly]) { RedirectStandardOutput = true };
        foreach (var (key, value) in service.Settings(database, nats))
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ConnectionStrings__leads"] = ServiceLogin.To(database);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Default"] = "Information";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var running = new DataServiceProcess(start);
        await running._address.Task.WaitAsync(StartLimit);
        return running;
    }

    /// <summary>What it has logged so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = _address.Task.Result };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>SIGKILL; done when it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
