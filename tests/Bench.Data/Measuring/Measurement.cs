using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.Bench.Data.Inventing;
using LeadPlatform.DataService.Reading;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.Bench.Data.Measuring;

/// <summary>What one kind of query took, whole answers over HTTP, in milliseconds.</summary>
/// <param name="Rows">Leads or events in an answer, on average.</param>
/// <param name="Accesses">Indexes that were used, by any of the answers.</param>
/// <param name="SlowestPlans">With <c>--plans</c>: of the statements of the slowest answer.</param>
internal sealed record QueryResult(string Query, double P50, double P95, double Max, double Rows, IReadOnlyList<string> Accesses, string Slowest, IReadOnlyList<string> SlowestPlans);

/// <summary>Asks one kind of query many times.</summary>
internal sealed class Measurement(ServiceUnderTest service, NpgsqlDataSource database, StoredLeads leads, int rounds, bool plans)
{
    private const int WarmUp = 20;

    public async Task<QueryResult> RunAsync(QueryKind kind, SeenStatements statements, CancellationToken cancellationToken)
    {
        var asking = new Asking(leads, service, seed: 1);
        var (times, rows, accesses) = (new List<double>(rounds), 0L, new SortedSet<string>(StringComparer.Ordinal));
        var (slowest, slowestPath, slowestStatements) = (0d, "", (IReadOnlyList<NpgsqlCommand>)[]);
        for (var i = -WarmUp; i < rounds; i++)
        {
            var (path, token) = kind.Next(asking);
            statements.Take();
            var started = Stopwatch.GetTimestamp();
            var answer = await service.GetAsync(path, token, cancellationToken);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (i < 0)
                continue;
            times.Add(took);
            rows += Rows(answer);
            var seen = kind.Statement is { } statementOf ? [statementOf(service.Services.GetRequiredService<LeadQueries>(), path)] : statements.Take();
            foreach (var statement in seen)
                accesses.UnionWith(await Plan.AccessesAsync(database, statement, cancellationToken));
            if (took > slowest)
                (slowest, slowestPath, slowestStatements) = (took, path, seen);
        }

        times.Sort();
        var texts = new List<string>();
        foreach (var statement in plans ? slowestStatements : [])
            texts.Add(await Plan.TextAsync(database, statement, cancellationToken));
        return new QueryResult(kind.Name, At(times, 0.5), At(times, 0.95), times[^1], (double)rows / rounds, [.. accesses], slowestPath, texts);
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * share) - 1)];

    private static int Rows(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.TryGetProperty("items", out var items) ? items.GetArrayLength() : 1;
    }
}
