using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.TestHost;

namespace LeadPlatform.Bench.Load;

/// <summary>Drives an address with wrk and one of the scripts of this folder.</summary>
internal static class Wrk
{
    /// <summary>Threads of wrk; each lead's number tells them apart.</summary>
    private const int Threads = 2;

    /// <param name="arguments">For the script, as its head says.</param>
    /// <param name="count">Counts answers by status, which costs the generator time: for loads that are refused in part.</param>
    /// <param name="pause">Between two requests of a connection, on average: many connections with a pause are a load that hardly slows down with the answers.</param>
    public static async Task<LoadResult> RunAsync(
        Uri address, string script, int connections, TimeSpan duration, IEnumerable<string> arguments, CancellationToken cancellationToken, bool count = false, TimeSpan pause = default)
    {
        var start = new ProcessStartInfo(
            "wrk",
            [$"-t{Math.Min(Threads, connections)}", $"-c{connections}", $"-d{(int)duration.TotalSeconds}s", "--timeout", "10s", "-s", script, address.AbsoluteUri, "--", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["BENCH_AREA_CODES"] = string.Join(' ', LeadBodies.AreaCodes.ToArray());
        if (count)
            start.Environment["BENCH_COUNT"] = "1";
        start.Environment["BENCH_PAUSE_MS"] = $"{(int)pause.TotalMilliseconds}";
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync(cancellationToken);
        await wrk.WaitForExitAsync(cancellationToken);
        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk ended with {wrk.ExitCode} and no result:\n{output}");
        return JsonSerializer.Deserialize<LoadResult>(result["RESULT ".Length..], JsonSerializerOptions.Web)!;
    }
}
