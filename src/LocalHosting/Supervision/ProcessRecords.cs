using System.Text.Json;
using Aspire.Hosting.Data;

namespace Aspire.Hosting.Supervision;

/// <summary>
/// Records of the running processes on the disk. After a kill -9 of the AppHost the next one finds there what is still running, and ends it.
/// </summary>
internal sealed class ProcessRecords(DataDirectory data, TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public void Add(string name, int processId, Signal stopSignal)
    {
        // First, so that the removal finds it also where the process has ended already.
        DataDirectory.CreateClosed(data.Processes);
        if (ProcFs.StartTime(processId) is not { } startTime)
            return;

        File.WriteAllText(PathOf(name), JsonSerializer.Serialize(new Entry(name, processId, startTime, ProcFs.BootId, stopSignal)));
    }

    public void Remove(string name) => File.Delete(PathOf(name));

    /// <summary>Ends what an earlier AppHost left running on this data directory. A process is known by number and start time, so no other is ever touched.</summary>
    /// <returns>The names of what was ended.</returns>
    public async Task<IReadOnlyList<string>> EndLeftoversAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(data.Processes))
            return [];

        var entries = Directory.GetFiles(data.Processes, "*.json").Select(Read).OfType<Entry>().Where(entry => entry.IsAlive).ToArray();
        foreach (var entry in entries)
            entry.StopSignal.SendTo(entry.ProcessId);

        var deadline = time.GetUtcNow() + Grace;
        while (entries.Any(entry => entry.IsAlive) && time.GetUtcNow() < deadline)
            await Task.Delay(Look, time, cancellationToken);

        foreach (var entry in entries.Where(entry => entry.IsAlive))
            Signal.Kill.SendToGroup(entry.ProcessId);
        while (entries.Any(entry => entry.IsAlive))
            await Task.Delay(Look, time, cancellationToken);

        Directory.Delete(data.Processes, recursive: true);
        return [.. entries.Select(entry => entry.Name)];
    }

    private string PathOf(string name) => Path.Combine(data.Processes, name + ".json");

    private static Entry? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(File.ReadAllText(path));
        }
        catch (JsonException)
        {
            // The AppHost ended in the middle of writing it; the order to end with its parent has reached the process.
            return null;
        }
    }

    private sealed record Entry(string Name, int ProcessId, long StartTime, string BootId, Signal StopSignal)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public bool IsAlive => BootId == ProcFs.BootId && ProcFs.StartTime(ProcessId) == StartTime;
    }
}
