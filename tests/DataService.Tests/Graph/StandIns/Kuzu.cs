using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Tests.Graph.StandIns;

/// <summary>A graph database that runs the statements for real. One at a time, in a process of Node.</summary>
internal sealed class Kuzu : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1);

    private Kuzu(Process process) => _process = process;

    public static async Task<Kuzu> StartAsync() => new(await GraphChecks.StartAsync("kuzu.mjs"));

    /// <returns>Names of the columns, and the rows.</returns>
    public async Task<(string[] Fields, JsonArray Values)> RunAsync(string statement, JsonNode? parameters)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(new JsonObject { ["statement"] = statement, ["parameters"] = parameters?.DeepClone() }.ToJsonString());
            var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"kuzu ended: {await _process.StandardError.ReadToEndAsync()}");
            var answer = JsonNode.Parse(line)!;
            return answer["error"] is { } error
                ? throw new InvalidOperationException($"kuzu refused a statement: {error}\n{statement}")
                : ([.. answer["fields"]!.AsArray().Select(field => (string)field!)], answer["values"]!.AsArray());
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }
}
