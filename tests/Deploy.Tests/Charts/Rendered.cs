using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>The chart, rendered with values files: by helm where it is on the PATH, else by tools/helmrender.</summary>
internal sealed class Rendered
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Rendered>>> Known = new();
    private static readonly Lazy<Task<string>> Renderer = new(() => ProgramRun.OutputAsync(Repository.Path("tools/helmrender/build.sh"), []));

    private Rendered(string text)
    {
        Text = text;
        Objects = Yaml.Documents(text);
    }

    /// <summary>Every values file of the chart that stands for an installation of its own.</summary>
    public static IReadOnlyList<string> ValuesFiles { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Chart, "values-*.yaml").Concat(Directory.EnumerateFiles(Repository.Path("deploy/helm/lead-platform/ci"), "*.yaml"))
            .Select(path => Path.GetRelativePath(Repository.Chart, path)).Order(StringComparer.Ordinal),
    ];

    public string Text { get; }

    public IReadOnlyList<JsonObject> Objects { get; }

    public static Task<Rendered> OfAsync(params string[] valuesFiles) => Known.GetOrAdd(string.Join(',', valuesFiles), _ => new Lazy<Task<Rendered>>(async () =>
    {
        var run = await RunAsync(valuesFiles);
        run.ExitCode.ShouldBe(0, run.Errors);
        return new Rendered(run.Output);
    })).Value;

    /// <summary>Renders with values given as text, after those of a file; the run may have failed.</summary>
    public static async Task<ProgramRun> TryAsync(string valuesFile, string values)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, values);
            return await RunAsync([valuesFile, file]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public IEnumerable<JsonObject> Of(params string[] kinds) => Objects.Where(one => kinds.Contains((string)one["kind"]!));

    public JsonObject One(string kind, string name) => Of(kind).Single(one => (string)one["metadata"]!["name"]! == name);

    /// <summary>Name and value of a container's variables; of one from a secret, <c>secret/key</c>.</summary>
    public static IReadOnlyDictionary<string, string> Variables(JsonNode container) => container["env"]!.AsArray().ToDictionary(
        variable => (string)variable!["name"]!,
        variable => variable!["value"]?.ToString() ?? Reference(variable["valueFrom"]!));

    /// <summary>The pod of a workload or job.</summary>
    public static JsonNode Pod(JsonObject workload) => (string)workload["kind"]! == "CronJob"
        ? workload["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!
        : workload["spec"]!["template"]!["spec"]!;

    private static string Reference(JsonNode from) =>
        from["secretKeyRef"] is { } secret ? $"{secret["name"]}/{secret["key"]}" : (string)from["fieldRef"]!["fieldPath"]!;

    private static async Task<ProgramRun> RunAsync(string[] valuesFiles)
    {
        var values = valuesFiles.SelectMany(file => new[] { "-f", Path.Combine(Repository.Chart, file) });
        return OnPath("helm")
            ? await ProgramRun.OfAsync("helm", ["template", "lead-platform", Repository.Chart, "--namespace", "lead-platform", .. values])
            : await ProgramRun.OfAsync((await Renderer.Value).Trim(), [.. values, Repository.Chart]);
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, program)));
}
