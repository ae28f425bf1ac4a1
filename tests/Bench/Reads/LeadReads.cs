using LeadPlatform.Bench.Load;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.Bench.Reads;

/// <summary>Ids of leads and the script that reads them.</summary>
internal sealed class LeadReads : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadplatform-reads-");

    private string Ids => Path.Combine(_directory.FullName, "ids");

    private string Script => Path.Combine(_directory.FullName, "reads.lua");

    public static async Task<LeadReads> CreateAsync(string database, int count, CancellationToken cancellationToken)
    {
        var reads = new LeadReads();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT lead_id FROM lead ORDER BY lead_id DESC LIMIT $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        await using (var file = new StreamWriter(reads.Ids))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                await file.WriteLineAsync(rows.GetGuid(0).ToString());
        }

        await using var script = typeof(LeadReads).Assembly.GetManifestResourceStream("LeadPlatform.Bench.Load.reads.lua")!;
        await using var copy = File.Create(reads.Script);
        await script.CopyToAsync(copy, cancellationToken);
        return reads;
    }

    public Task<LoadResult> RunAsync(Uri address, int connections, TimeSpan duration, CancellationToken cancellationToken) =>
        Wrk.RunAsync(address, Script, connections, duration, [Ids, "X-Api-Key", RunningPlatform.DemoKey], cancellationToken);

    public void Dispose() => _directory.Delete(recursive: true);
}
