using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeadPlatform.Bench.Data.Filling;
using LeadPlatform.Bench.Data.Inventing;
using LeadPlatform.Bench.Data.Measuring;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Searching;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Data.Likeness;

/// <summary><c>./bench vectors</c>: makes the vectors of invented leads, and measures searches by likeness: whole answers of DataService over HTTP, one at a time.</summary>
internal sealed class VectorsCommand : AsyncCommand<VectorsCommand.Settings>
{
    private const int WarmUp = 30;

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--leads <N>")]
        [Description("Leads to build")]
        [DefaultValue(100_000)]
        public int Leads { get; init; }

        [CommandOption("--rounds <N>")]
        [Description("Answers of each kind")]
        [DefaultValue(300)]
        public int Rounds { get; init; }

        [CommandOption("--limit <MS>")]
        [Description("What the 95th of 100 answers of any kind may take")]
        [DefaultValue(25.0)]
        public double Limit { get; init; }

        public override ValidationResult Validate() =>
            Leads is < 2_000 or > 1_000_000 ? ValidationResult.Error("--leads must be from 2000 to 1000000.")
            : Rounds is < 20 or > 100_000 ? ValidationResult.Error("--rounds must be from 20 to 100000.")
            : ValidationResult.Success();
    }

    /// <returns>0 where 95 of 100 answers of each kind came in time, 1 where not.</returns>
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var leads = new StoredLeads(settings.Leads, seed: 20260101);
        await using var servers = new BenchServers();
        await servers.InitializeAsync();
        var connection = await servers.NewDatabaseAsync("bench", cancellationToken);
        await using var database = NpgsqlDataSource.Create(connection);
        await DatabaseFill.MigrateAsync(database, cancellationToken);
        await using var service = await ServiceUnderTest.StartAsync(connection, servers.NatsUrl, servers.RedisConnectionString);
        await new DatabaseFill(database, leads, service.Services.GetRequiredService<SearchKeys>(), service.Services.GetRequiredService<PersonalSeal>()).EnsureAsync(cancellationToken);

        var started = Stopwatch.GetTimestamp();
        await service.PostAsync("/v1/vectors/rebuild", null, service.Admin(), cancellationToken);
        await UntilAsync(service, view => view.Rebuild?.Status == RebuildStatus.Done, cancellationToken);
        var made = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var view = await UntilAsync(service, view => view.Indexed == view.Stored, cancellationToken);
        GC.Collect();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{view.Stored:N0} vectors made and stored in {made:0.0} s ({view.Stored / made:N0} a second); {Environment.WorkingSet / 1048576:N0} MB with the service, its load and all vectors"));
        Console.WriteLine($"{"search",-36}{"p50 ms",8}{"p95 ms",8}{"max ms",8}{"rows",6}");
        var late = 0;
        foreach (var kind in LikenessKinds.All)
            late += await MeasureAsync(kind, service, leads, settings, cancellationToken) ? 0 : 1;
        return late == 0 ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(LikenessKind kind, ServiceUnderTest service, StoredLeads leads, Settings settings, CancellationToken cancellationToken)
    {
        var (asking, times, rows) = (new Asking(leads, service, seed: 1), new List<double>(settings.Rounds), 0L);
        for (var round = -WarmUp; round < settings.Rounds; round++)
        {
            var (path, search, token) = kind.Next(asking);
            var started = Stopwatch.GetTimestamp();
            var answer = search is null ? await service.GetAsync(path, token, cancellationToken) : await service.PostAsync(path, search, token, cancellationToken);
            if (round < 0)
                continue;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            using var json = JsonDocument.Parse(answer);
            rows += json.RootElement.GetProperty("items").GetArrayLength();
        }

        times.Sort();
        var p95 = times[(int)Math.Ceiling(times.Count * 0.95) - 1];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind.Name,-36}{times[times.Count / 2],8:0.0}{p95,8:0.0}{times[^1],8:0.0}{(double)rows / settings.Rounds,6:0.#}{(p95 > settings.Limit ? "  TOO SLOW" : "")}"));
        return p95 <= settings.Limit;
    }

    private static async Task<VectorsView> UntilAsync(ServiceUnderTest service, Func<VectorsView, bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            var view = JsonSerializer.Deserialize<VectorsView>(await service.GetAsync("/v1/vectors", service.Admin(), cancellationToken), JsonSerializerOptions.Web)!;
            if (holds(view))
                return view;
            await Task.Delay(200, cancellationToken);
        }
    }
}
