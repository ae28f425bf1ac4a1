using System.ComponentModel;
using LeadPlatform.Bench.Data.Filling;
using LeadPlatform.Bench.Data.Inventing;
using LeadPlatform.Bench.Data.Measuring;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Searching;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Data;

/// <summary><c>./bench data</c>: builds a database of invented leads, and measures every way in which they are read: whole answers of DataService over HTTP.</summary>
internal sealed class DataCommand : AsyncCommand<DataCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--leads <N>")]
        [Description("Leads to build")]
        [DefaultValue(1_000_000)]
        public int Leads { get; init; }

        [CommandOption("--rounds <N>")]
        [Description("Answers of each kind")]
        [DefaultValue(200)]
        public int Rounds { get; init; }

        [CommandOption("--only <TEXT>")]
        [Description("Only the kinds of query whose name contains that")]
        public string Only { get; init; } = "";

        [CommandOption("--plans")]
        [Description("Print what PostgreSQL did for the slowest answer of each kind")]
        public bool Plans { get; init; }

        [CommandOption("--json <FILE>")]
        [Description("Write the figures there")]
        public string? Json { get; init; }

        [CommandOption("--database <CONNECTION>")]
        [Description("Use this database, built where it is empty and kept for the next run, instead of a server started for this one")]
        public string? Database { get; init; }

        public override ValidationResult Validate() =>
            Leads is < 2_000 or > 20_000_000 ? ValidationResult.Error("--leads must be from 2000 to 20000000.")
            : Rounds is < 20 or > 100_000 ? ValidationResult.Error("--rounds must be from 20 to 100000.")
            : ValidationResult.Success();
    }

    /// <returns>0 where 95 of 100 answers of each kind came in time, 1 where not.</returns>
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var leads = new StoredLeads(settings.Leads, seed: 20260101);
        await using var servers = new BenchServers();
        await servers.InitializeAsync();
        var connection = settings.Database ?? await servers.NewDatabaseAsync("bench", cancellationToken);
        await using var database = NpgsqlDataSource.Create(connection);
        await DatabaseFill.MigrateAsync(database, cancellationToken);
        using var statements = new SeenStatements();
        await using var service = await ServiceUnderTest.StartAsync(connection, servers.NatsUrl, servers.RedisConnectionString);
        await new DatabaseFill(database, leads, service.Services.GetRequiredService<SearchKeys>(), service.Services.GetRequiredService<PersonalSeal>()).EnsureAsync(cancellationToken);

        var measurement = new Measurement(service, database, leads, settings.Rounds, settings.Plans);
        var results = new List<QueryResult>();
        Report.Header();
        foreach (var kind in QueryKinds.All.Where(kind => kind.Name.Contains(settings.Only, StringComparison.OrdinalIgnoreCase)))
        {
            results.Add(await measurement.RunAsync(kind, statements, cancellationToken));
            Report.Row(results[^1]);
        }

        if (settings.Json is { } file)
            await Report.WriteAsync(file, settings.Leads, settings.Rounds, results, cancellationToken);
        return results.TrueForAll(result => result.P95 <= Report.Limit) ? 0 : 1;
    }
}
