using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests.Fuzzing;

/// <summary>
/// Mutated requests over the API's own description against a platform of their own. <c>FUZZ_SEED</c> repeats a run, or tries another; <c>FUZZ_REQUESTS</c> makes it longer.
/// </summary>
public sealed partial class FuzzTests
{
    private const int DefaultSeed = 20_261_126;
    private const int DefaultRequests = 10_000;
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task No_mutated_request_breaks_hangs_or_shows_the_inside()
    {
        var seed = Setting("FUZZ_SEED", DefaultSeed);
        var requests = Setting("FUZZ_REQUESTS", DefaultRequests);
        await using var platform = new RunningPlatform { Settings = Unlimited() };
        await platform.InitializeAsync();
        using var publisher = platform.Publisher();
        using var manager = await platform.SignInAsync("manager");
        using var admin = await platform.SignInAsync("admin");
        using var nobody = new HttpClient { BaseAddress = platform.Address };
        HttpClient[] callers = [publisher, manager, admin, nobody];
        var operations = ApiOperation.In((await nobody.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!)
            .Where(operation => !FuzzRequest.EndsSessions(operation.Method, operation)).ToList();
        operations.Count.ShouldBeGreaterThan(25);

        var mays = new List<IReadOnlyList<int>>();
        foreach (var operation in operations)
            mays.Add(await WhoMayAsync(callers, operation));

        var findings = new ConcurrentDictionary<string, string>();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, requests),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (number, cancellationToken) =>
            {
                var request = FuzzRequest.Of(operations, mays, seed, number);
                var (status, trouble) = await SendAsync(callers[request.Caller], request, cancellationToken);
                statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                if (trouble is not null)
                    findings.TryAdd($"{request.Operation} {trouble}", $"{trouble}; request {number}: {request}");
            });

        var told = string.Create(CultureInfo.InvariantCulture, $"Seed {seed}, {requests} requests: {string.Join(", ", statuses.OrderBy(one => one.Key).Select(one => $"{one.Key} x {one.Value}"))}");
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        findings.Values.ShouldBeEmpty($"{told}\n{string.Join("\n", findings.Values.Take(30))}\n{string.Join("\n", Failures(platform).Take(20))}");
        // Most of them got past the gate, and some were even right.
        (statuses.GetValueOrDefault(401) + statuses.GetValueOrDefault(403)).ShouldBeLessThan(requests / 2, told);
        statuses.Where(one => one.Key is >= 200 and < 300).Sum(one => one.Value).ShouldBeGreaterThan(requests / 50, told);
    }

    /// <summary>What the services logged of it, each kind once.</summary>
    private static IEnumerable<string> Failures(RunningPlatform platform) =>
        from file in Directory.GetFiles(Path.Combine(platform.DataDirectory, "logs"), "*.log")
        let lines = LinesOf(file)
        from failure in Enumerable.Range(0, lines.Length).Where(at => lines[at].Contains("Request failed with", StringComparison.Ordinal))
        let told = string.Join('\n', lines.Skip(failure).Take(12).Select(line => line[Math.Min(line.Length, 26)..]))
        group told by told[..Math.Min(told.Length, 200)] into kind
        select $"{kind.Count()} x {kind.First()}";

    /// <summary>Of a file that is being written.</summary>
    private static string[] LinesOf(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }

    /// <summary>Those who get past the gate; everybody where nobody does.</summary>
    private static async Task<IReadOnlyList<int>> WhoMayAsync(HttpClient[] callers, ApiOperation operation)
    {
        var may = new List<int>();
        for (var caller = 0; caller < callers.Length; caller++)
        {
            if ((await SendAsync(callers[caller], FuzzRequest.Plain(operation, caller), TestContext.Current.CancellationToken)).Status is not (401 or 403))
                may.Add(caller);
        }

        return may.Count > 0 ? may : [.. Enumerable.Range(0, callers.Length)];
    }

    private static async Task<(int Status, string? Trouble)> SendAsync(HttpClient caller, FuzzRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var message = request.Message();
            using var answer = await caller.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var status = (int)answer.StatusCode;
            if (request.Operation.Streams && answer.IsSuccessStatusCode)
                return (status, null);
            var body = await answer.Content.ReadAsStringAsync(limit.Token);
            if (status >= 500)
                return (status, $"answered {status}");
            if (Inside().IsMatch(body) && !answer.IsSuccessStatusCode)
                return (status, "shows the inside");
            return (status, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (0, "hangs");
        }
        catch (HttpRequestException exception)
        {
            // A body that is refused before it is read may end in a reset; an answer that breaks off may not.
            return (0, exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.Unknown && request.Body is { Length: > 65_536 } ? null : $"breaks off ({exception.HttpRequestError})");
        }
    }

    /// <summary>All requests come from one address and few callers.</summary>
    private static Dictionary<string, string> Unlimited()
    {
        var settings = new Dictionary<string, string>();
        foreach (var limit in new[] { "Anonymous", "FailedCredentials", "Admin", "Manager", "Source" })
        {
            settings[$"Limits__{limit}__RequestsPerSecond"] = "100000";
            settings[$"Limits__{limit}__Burst"] = "100000";
        }

        settings["Limits__StreamsPerCaller"] = "1000";
        return settings;
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [GeneratedRegex(@"\bat [A-Z]\w+(\.\w+)+[^""]*\(|\.cs:line \d|(System|Npgsql|Microsoft|StackExchange|NATS)\.\w+(\.\w+)*Exception")]
    private static partial Regex Inside();
}
