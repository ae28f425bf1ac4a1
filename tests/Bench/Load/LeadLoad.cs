using System.Text.RegularExpressions;
using LeadPlatform.TestHost;

namespace LeadPlatform.Bench.Load;

/// <summary>The sample leads (or leads made up in their shape, where the sample set is not there) as a load: each post another person, over all runs of one bench.</summary>
internal sealed partial class LeadLoad : IDisposable
{
    private const int MadeUp = 1_000;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadplatform-bench-");
    private readonly string _tag = Guid.NewGuid().ToString("N")[..8];
    private readonly string _leads;
    private readonly string _script;
    private long _posted;

    public LeadLoad()
    {
        var bodies = new LeadBodies(_tag);
        var lines = (SampleLeads.Lines() ?? [.. Enumerable.Range(0, MadeUp).Select(bodies.Text)]).Where(line => Email().IsMatch(line) && Phone().IsMatch(line));
        _leads = Path.Combine(_directory.FullName, "leads.jsonl");
        File.WriteAllLines(_leads, lines.Select(line => Phone().Replace(Email().Replace(line.Trim(), "\"email\":\"@EMAIL@\"", 1), "\"phone\":\"@PHONE@\"", 1)));
        _script = Path.Combine(_directory.FullName, "leads.lua");
        using var script = typeof(LeadLoad).Assembly.GetManifestResourceStream("LeadPlatform.Bench.Load.leads.lua")!;
        using var copy = File.Create(_script);
        script.CopyTo(copy);
    }

    public async Task<LoadResult> PostAsync(
        Uri address, (string Name, string Value) credential, int connections, TimeSpan duration, CancellationToken cancellationToken, bool count = false, TimeSpan pause = default)
    {
        var result = await Wrk.RunAsync(
            new Uri(address, "v1/leads"), _script, connections, duration, [_leads, _tag, credential.Name, credential.Value, $"{_posted}"], cancellationToken, count, pause);
        // More than were answered: those under way at the end, and what was sent without an answer.
        _posted += result.Ok + result.Refused + result.Failed + result.Broken + connections;
        return result;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [GeneratedRegex("\"email\": ?\"[^\"]*\"")]
    private static partial Regex Email();

    [GeneratedRegex("\"phone\": ?\"[^\"]*\"")]
    private static partial Regex Phone();
}
