using System.Security.Cryptography;
using LeadPlatform.Deploy.Tests.Charts;
using LeadPlatform.Deploy.Tests.Programs;
using LeadPlatform.TestHost;

namespace LeadPlatform.Deploy.Tests.Starting;

/// <summary>
/// The five services as processes, in Production, with exactly the variables that the chart renders. Only what the cluster would give is replaced: addresses, ports,
/// places on the disk, and the values of secrets.
/// </summary>
internal sealed class RenderedPlatform : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Programs = new()
    {
        ["gateway"] = "ApiGateway",
        ["dataservice"] = "DataService",
        ["orchestrator"] = "Orchestrator",
        ["backend"] = "Backend",
        ["frontend"] = "Frontend",
    };

    private readonly Rendered _rendered;
    private readonly RenderedNats _nats;
    private readonly Dictionary<string, string> _secrets;
    private readonly Dictionary<string, (int Api, int Management)> _ports;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("deploy-platform-");
    private readonly Dictionary<string, RunningProgram> _running = [];

    private RenderedPlatform(Rendered rendered, RenderedNats nats, Dictionary<string, string> secrets)
    {
        (_rendered, _nats, _secrets) = (rendered, nats, secrets);
        var ports = RunningProgram.FreePorts(2 * Programs.Count);
        _ports = Programs.Keys.Select((name, i) => (name, i)).ToDictionary(one => one.name, one => (ports[2 * one.i], ports[(2 * one.i) + 1]));
    }

    public Uri Address => new($"http://127.0.0.1:{_ports["gateway"].Api}");

    /// <summary>What the services said that is no information.</summary>
    public string Complaints => string.Join('\n', _running.SelectMany(one => one.Value.Output.Split('\n').Where(line => line.Length > 0 && !line.Contains("\"LogLevel\":\"Information\"", StringComparison.Ordinal) && !line.Contains("HealthCheck", StringComparison.Ordinal)).Select(line => $"{one.Key}: {line}")));

    public string FormSourceKey => _secrets["backend/Forms__SourceKey"];

    /// <summary>Runs the migrators and starts the services; done when all are healthy.</summary>
    public static async Task<RenderedPlatform> StartAsync(string values, PlatformServers servers, CancellationToken cancellationToken)
    {
        var nats = await RenderedNats.StartAsync(values);
        var secrets = new Dictionary<string, string>
        {
            ["leads-migrator/ConnectionStrings__owner"] = await servers.NewDatabaseAsync("leads", cancellationToken),
            ["backend-migrator/ConnectionStrings__owner"] = await servers.NewDatabaseAsync("backend", cancellationToken),
            ["dataservice/PersonalData__Key"] = Random(),
            ["backend/Forms__SourceKey"] = Random(),
        };
        secrets["dataservice/ConnectionStrings__leads"] = ServiceLogin.To(secrets["leads-migrator/ConnectionStrings__owner"]);
        secrets["backend/ConnectionStrings__backend"] = ServiceLogin.To(secrets["backend-migrator/ConnectionStrings__owner"]);
        secrets["dataservice/PlatformKeys__Keys__k1"] = secrets["backend/PlatformKeys__Keys__k1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        secrets["frontend/Forms__SourceKey"] = secrets["backend/Forms__SourceKey"];
        foreach (var name in Programs.Keys)
        {
            secrets[$"{name}/Identity__ClientSecret"] = secrets[$"backend/Identity__Clients__{name}__Secret"] = Random();
            secrets[$"{name}/ConnectionStrings__redis"] = servers.RedisConnectionString;
            secrets[$"{name}/ConnectionStrings__nats"] = nats.Url(name);
        }

        var platform = new RenderedPlatform(await Rendered.OfAsync(values), nats, secrets);
        try
        {
            foreach (var job in platform._rendered.Of("Job"))
                await platform.MigrateAsync(job);
            foreach (var workload in platform._rendered.Of("Deployment", "Rollout"))
                platform.Start((string)workload["metadata"]!["name"]!, Rendered.Variables(Rendered.Pod(workload)["containers"]![0]!));
            await Task.WhenAll(Programs.Keys.Select(name => platform.HealthyAsync(name, cancellationToken)));
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _running.Values)
            await program.DisposeAsync();
        await _nats.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task MigrateAsync(System.Text.Json.Nodes.JsonObject job)
    {
        var container = Rendered.Pod(job)["containers"]![0]!;
        var service = ((string)container["image"]!).Split('/')[^1].Split(':')[0];
        var variables = Resolve(service, Rendered.Variables(container));
        await ProgramRun.OutputAsync("dotnet", ["exec", Program(service), .. container["args"]!.AsArray().Select(argument => (string)argument!)], variables: variables);
    }

    private void Start(string name, IReadOnlyDictionary<string, string> variables) =>
        _running[name] = RunningProgram.Start("dotnet", ["exec", Program(name)], Resolve(name, variables), Path.GetDirectoryName(Program(name)));

    private Dictionary<string, string> Resolve(string name, IReadOnlyDictionary<string, string> variables)
    {
        var resolved = variables.Where(one => one.Key != "OTEL_EXPORTER_OTLP_ENDPOINT").ToDictionary(one => one.Key, one => _secrets.GetValueOrDefault(one.Value, one.Value));
        foreach (var key in resolved.Keys.Where(key => key.StartsWith("services__", StringComparison.Ordinal)))
            resolved[key] = $"http://127.0.0.1:{_ports[new Uri(resolved[key]).Host].Api}";
        resolved["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_ports[name].Api}";
        resolved["Management__Port"] = $"{_ports[name].Management}";
        if (resolved.TryGetValue("SSL_CERT_DIR", out var authorities))
            resolved["SSL_CERT_DIR"] = authorities.Replace("/etc/lead-platform/nats", _nats.Authority, StringComparison.Ordinal);
        if (resolved.ContainsKey("Imports__Folder"))
            resolved["Imports__Folder"] = _directory.FullName;
        return resolved;
    }

    private async Task HealthyAsync(string name, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_ports[name].Management}") };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        while (true)
        {
            if (_running[name].HasExited)
                throw new InvalidOperationException($"{name} ended:\n{_running[name].Output}");
            try
            {
                using var answer = await http.GetAsync("/health", limit.Token);
                if ((await answer.Content.ReadAsStringAsync(limit.Token)).StartsWith("""{"status":"Healthy""", StringComparison.Ordinal))
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{name} did not become healthy:\n{_running[name].Output}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private static string Program(string name) => Repository.Path($"src/{Programs[name]}/bin/Release/net10.0/LeadPlatform.{Programs[name]}.dll");

    private static string Random() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}
