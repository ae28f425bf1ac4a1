using System.Text.Json;

namespace LeadPlatform.Edge;

/// <summary>The program's one command: shows what differs and, where it is told to and somebody agrees, makes it so.</summary>
public static class EdgeCommand
{
    public const int Same = 0;
    public const int Failed = 1;
    public const int Different = 2;

    private const string Usage = """
        usage: edge plan|apply FILE [--yes]
          plan    shows what differs from FILE; exit code 2 where something does
          apply   shows it, asks, and changes it; --yes does not ask
        CLOUDFLARE_API_TOKEN   token for the zone (Zone Settings, DNS, Cache Rules, WAF, Bot Management: Edit)
        CLOUDFLARE_API         address of the API, https://api.cloudflare.com/client/v4/ where not given
        """;

    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="networks">Networks of Cloudflare that deploy/infra lets in.</param>
    public static async Task<int> RunAsync(string[] arguments, Func<string, string?> variable, IReadOnlyList<string> networks, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        if (arguments is not [("plan" or "apply") and var verb, var path, ..] || arguments[2..].Except(["--yes"]).Any())
            return await FailAsync(output, Usage);
        if (variable("CLOUDFLARE_API_TOKEN") is not { Length: > 0 } token)
            return await FailAsync(output, "CLOUDFLARE_API_TOKEN is not set.");
        if (!Uri.TryCreate(variable("CLOUDFLARE_API") ?? "https://api.cloudflare.com/client/v4/", UriKind.Absolute, out var address))
            return await FailAsync(output, "CLOUDFLARE_API is no address.");
        try
        {
            var file = ZoneFile.Parse(await File.ReadAllTextAsync(path, cancellationToken));
            using var api = new CloudflareApi(address, token);
            await CompareNetworksAsync(api, networks, output, cancellationToken);
            var plan = await ZonePlan.MakeAsync(api, file, cancellationToken);
            foreach (var change in plan.Changes)
                await output.WriteLineAsync(change.ToString());
            await output.WriteLineAsync(plan.Changes.Count == 0 ? $"{file.Zone} is as {Path.GetFileName(path)} says." : $"{plan.Changes.Count} to change in {file.Zone}.");
            if (plan.Changes.Count == 0 || verb == "plan")
                return plan.Changes.Count == 0 ? Same : Different;
            if (!arguments.Contains("--yes"))
            {
                await output.WriteAsync("Change it? Type yes: ");
                if (await input.ReadLineAsync(cancellationToken) != "yes")
                    return await FailAsync(output, "Nothing was changed.");
            }

            await plan.ApplyAsync(api, change => output.WriteLine($"changed {change.Place}"), cancellationToken);
            return Same;
        }
        catch (Exception problem) when (problem is CloudflareException or InvalidDataException or IOException or JsonException)
        {
            return await FailAsync(output, problem.Message);
        }
    }

    private static async Task CompareNetworksAsync(CloudflareApi api, IReadOnlyList<string> known, TextWriter output, CancellationToken cancellationToken)
    {
        var now = await api.NetworksAsync(cancellationToken);
        foreach (var added in now.Except(known))
            await output.WriteLineAsync($"warning: Cloudflare connects from {added}, which cloudflareRanges of deploy/infra/environments.json lacks.");
        foreach (var gone in known.Except(now))
            await output.WriteLineAsync($"warning: {gone} is Cloudflare's no more; take it out of cloudflareRanges of deploy/infra/environments.json.");
    }

    private static async Task<int> FailAsync(TextWriter output, string why)
    {
        await output.WriteLineAsync(why);
        return Failed;
    }
}
