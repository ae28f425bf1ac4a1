using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Storage;

public sealed class MigrationTests(RunningDataService service)
{
    [Fact]
    public async Task An_upgrade_to_lean_capture_keeps_consent_and_claims()
    {
        var database = await service.NewDatabaseAsync();
        await RunningDataService.MigrateAsync(database, "Initial");
        await using var source = NpgsqlDataSource.Create(database);
        var (lead, other, consumer, phone) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.NewGuid());
        foreach (var id in new[] { lead, other })
        {
            await using var insert = source.CreateCommand(
                $$"""
                INSERT INTO consumer VALUES ('{{(id == lead ? consumer : id)}}', now());
                INSERT INTO lead (lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, status, received_at, updated_at)
                    VALUES ('{{id}}', '{{consumer}}', '{{id}}', '{{id}}', 'auto', 'TX', '75001', 'received', now(), now());
                INSERT INTO consumer_contact VALUES ('{{id}}', '{{consumer}}', '{}');
                INSERT INTO consent_wording VALUES ('{{Guid.Empty}}', 'I agree.') ON CONFLICT DO NOTHING;
                INSERT INTO consent_record VALUES ('{{id}}', '{{consumer}}', '{{Guid.Empty}}', '{"{{(id == lead ? "One, Inc." : "Two")}}"}', '{sms}', '2026-01-31T17:05:00Z', 'https://example.com/', 'c1');
                """);
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var claim = source.CreateCommand($"INSERT INTO duplicate_claim VALUES ('{phone}', 'auto', '{lead}', '{lead}', now())");
        await claim.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await RunningDataService.MigrateAsync(database);

        await using var read = source.CreateCommand(
            "SELECT w.text, w.sellers, w.channels, l.consent_at, l.consent_page, l.consent_certificate FROM lead l JOIN consent_wording w USING (wording_id) WHERE lead_id = $1");
        read.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lead });
        await using var row = await read.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        (await row.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        row.GetString(0).ShouldBe("I agree.");
        row.GetFieldValue<string[]>(1).ShouldBe(["One, Inc."]);
        row.GetFieldValue<string[]>(2).ShouldBe(["sms"]);
        row.GetFieldValue<DateTimeOffset>(3).ShouldBe(new DateTimeOffset(2026, 1, 31, 17, 5, 0, TimeSpan.Zero));
        row.GetString(4).ShouldBe("https://example.com/");
        row.GetString(5).ShouldBe("c1");

        await using var held = source.CreateCommand("SELECT key FROM duplicate_claim");
        (await held.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(ClaimKey.Of(phone, "auto", lead));
    }

    [Fact]
    public async Task Migrators_at_once_set_the_planner_for_this_database_and_no_other()
    {
        var (database, other) = (await service.NewDatabaseAsync(), await service.NewDatabaseAsync());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var context = new LeadsContext(new DbContextOptionsBuilder<LeadsContext>().UseNpgsql(database + ";Pooling=false").Options);
            await PlannerSettings.ApplyAsync(context.Database, TestContext.Current.CancellationToken);
        }));

        (await CostAsync(database)).ShouldBe("1.1");
        (await CostAsync(other)).ShouldBe("4");

        static async Task<string?> CostAsync(string of)
        {
            await using var source = NpgsqlDataSource.Create(of);
            await using var show = source.CreateCommand("SHOW random_page_cost");
            return (string?)await show.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }
    }
}
