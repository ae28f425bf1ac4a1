using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests.Access;

/// <summary>An endpoint of a running service, and where it is reached: through the gateway, or, what is inside, at the service itself.</summary>
internal sealed record RunningEndpoint(string Service, EndpointView View, Uri Server)
{
    /// <summary>Its address with ids that nothing has.</summary>
    public string Address => System.Text.RegularExpressions.Regex.Replace(View.Path, @"\{[^}:]+(:[a-z]+)?[^}]*\}", match => match.Groups[1].Value switch
    {
        ":guid" => Guid.CreateVersion7().ToString(),
        ":long" or ":int" => "999999999",
        _ => "none",
    });

    public override string ToString() => $"{View.Method} {View.Path} of {Service}";
}

internal static class RunningServices
{
    private static readonly string[] Names = ["gateway", "dataservice", "orchestrator", "backend"];

    /// <summary>What the services say on their internal ports.</summary>
    public static async Task<IReadOnlyList<RunningEndpoint>> EndpointsAsync(this RunningPlatform platform, CancellationToken cancellationToken)
    {
        var found = new List<RunningEndpoint>();
        using var http = new HttpClient();
        foreach (var name in Names)
        {
            var process = PlatformProcess.Of(platform, name);
            var own = new Uri(process.Variable("ASPNETCORE_URLS")!.Split(';')[0]);
            var views = (await http.GetFromJsonAsync<List<EndpointView>>($"http://127.0.0.1:{process.Variable("Management__Port")}/endpoints", cancellationToken))!;
            found.AddRange(views.Select(view => new RunningEndpoint(name, view, IsInside(view) && name != "gateway" ? own : platform.Address)));
        }

        return found;
    }

    /// <summary>Never routed by the gateway.</summary>
    public static bool IsInside(EndpointView view) => view.Path.StartsWith("/internal", StringComparison.Ordinal) || view.Path.StartsWith("/openapi", StringComparison.Ordinal);
}
