using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LeadPlatform.TestHost;

/// <summary>A process of a running platform, found by the record that LocalHosting keeps of it.</summary>
/// <param name="Name">Its resource: <c>gateway</c>, <c>dataservice</c>, <c>postgres</c>, …</param>
public sealed record PlatformProcess(string Name, int Id)
{
    /// <summary>The one that runs now; null while there is none.</summary>
    public static PlatformProcess? Find(RunningPlatform platform, string name) => Find(platform.DataDirectory, name);

    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public static PlatformProcess Of(RunningPlatform platform, string name) => Of(platform.DataDirectory, name);

    internal static PlatformProcess Of(string dataDirectory, string name) =>
        Find(dataDirectory, name) ?? throw new InvalidOperationException($"'{name}' does not run.");

    private static PlatformProcess? Find(string dataDirectory, string name)
    {
        try
        {
            using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(dataDirectory, "processes", name + ".json")));
            return new PlatformProcess(name, record.RootElement.GetProperty("ProcessId").GetInt32());
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // Between two runs there is none, and a record that is being written is read next time.
            return null;
        }
    }

    /// <summary>A variable of its environment; null where it has none of that name.</summary>
    public string? Variable(string name) =>
        File.ReadAllText($"/proc/{Id}/environ").Split('\0').FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>kill -9 of this process alone.</summary>
    public Task KillAsync() => SignalAsync("-KILL", [Id]);

    /// <summary>Stops it and all it has started, as a machine that hangs would.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP", [Id, .. Descendants()]);

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("-CONT", [.. Descendants(), Id]);

    /// <summary>It and all it has started: PostgreSQL's sessions, say.</summary>
    public IReadOnlyList<int> Descendants()
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var directory in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(id) is { } parent)
                (children.TryGetValue(parent, out var list) ? list : children[parent] = []).Add(id);
        }

        var found = new List<int>();
        var open = new Queue<int>([Id]);
        while (open.TryDequeue(out var next))
        {
            foreach (var child in children.GetValueOrDefault(next, []))
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    private static int? ParentOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task SignalAsync(string signal, IReadOnlyList<int> processes)
    {
        // One that has ended by itself meanwhile is no fault.
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, .. processes.Select(id => $"{id}")]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }
}
