using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LeadPlatform.Contracts.Access;
using LeadPlatform.DataService.Retaining;
using LeadPlatform.DataService.Tests.Consumers;
using LeadPlatform.DataService.Tests.PersonalData;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Retaining;

public sealed class RetentionTests(RunningDataService service) : IDisposable
{
    private const string Left = "SELECT count(*) FROM consumer_contact WHERE length(document) > 9";
    private readonly string _rules = Path.Combine(Path.GetTempPath(), $"leadplatform-rules-{Guid.NewGuid():N}.json");

    [Fact]
    public async Task What_is_older_than_the_rule_of_its_line_is_erased_in_batches_and_nothing_else()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var expired = await PlainLeads.InsertAsync(database, 45, DaysAgo(31));
        var young = await PlainLeads.InsertAsync(database, 3, DaysAgo(29));
        var otherLine = await PlainLeads.InsertAsync(database, 3, DaysAgo(31), "home");
        await using var instance = await StartAsync(connection, ("Retention:BatchSize", "20"));

        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>(Left) == 6);

        var admin = AdminOf(instance);
        (await admin.GetLeadAsync(expired[44]))!.ErasedAt.ShouldNotBeNull();
        (await admin.GetLeadAsync(expired[0]))!.Details.ShouldBeNull();
        (await admin.GetLeadAsync(young[0]))!.Contact.LastName.ShouldBe("Byron");
        (await admin.GetLeadAsync(otherLine[0]))!.Contact.LastName.ShouldBe("Byron");
        (await database.ScalarAsync<long>("SELECT count(*) FROM lead")).ShouldBe(51);
    }

    [Fact]
    public async Task Who_is_under_legal_hold_is_passed_over_and_erased_once_it_is_lifted()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var expired = await PlainLeads.InsertAsync(database, 5, DaysAgo(31));
        await database.ScalarAsync<string>($"INSERT INTO legal_hold VALUES ('{expired[2]}', 'case', 'me', now()) RETURNING reason");
        await using var instance = await StartAsync(connection);
        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>(Left) == 1);
        (await AdminOf(instance).GetLeadAsync(expired[2]))!.Contact.LastName.ShouldBe("Byron");

        await AdminOf(instance).LiftHoldAsync(expired[2]);

        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>(Left) == 0);
    }

    [Fact]
    public async Task A_dry_run_counts_and_erases_nothing()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await PlainLeads.InsertAsync(database, 7, DaysAgo(31));
        var due = new ConcurrentBag<long>();
        using var listener = new MeterListener { InstrumentPublished = (one, self) => { if (one.Name == "leads.retention.due") self.EnableMeasurementEvents(one); } };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => due.Add(value));
        listener.Start();
        await using var instance = await StartAsync(connection, ("Retention:DryRun", "true"));

        await Eventually.HoldsAsync(() =>
        {
            listener.RecordObservableInstruments();
            return due.Contains(7);
        });
        (await database.ScalarAsync<long>(Left)).ShouldBe(7);
    }

    [Fact]
    public void The_rules_that_come_with_the_platform_cover_every_line_and_name_their_source()
    {
        var rules = RetentionRules.Load(null);
        foreach (var line in Contracts.Leads.Line.All)
        {
            var rule = rules.Of(line, new DateOnly(2026, 1, 1)).ShouldNotBeNull();
            rule.Source.ShouldContain("CFR");
            rule.Days.ShouldBe(line == "medicare" ? 3653 : 1827);
        }
    }

    [Fact]
    public async Task The_latest_rule_that_is_in_force_counts()
    {
        await File.WriteAllTextAsync(
            _rules,
            """
            [{"line":"*","days":100,"from":"2020-01-01","source":"one"},{"line":"auto","days":50,"from":"2024-01-01","source":"two"},{"line":"auto","days":20,"from":"2027-01-01","source":"three"}]
            """,
            TestContext.Current.CancellationToken);
        var rules = RetentionRules.Load(_rules);

        rules.Of("auto", new DateOnly(2026, 12, 31))!.Days.ShouldBe(50);
        rules.Of("auto", new DateOnly(2027, 1, 1))!.Days.ShouldBe(20);
        rules.Of("auto", new DateOnly(2022, 1, 1))!.Days.ShouldBe(100);
        rules.Of("home", new DateOnly(2026, 1, 1))!.Days.ShouldBe(100);
        rules.Of("home", new DateOnly(2019, 1, 1)).ShouldBeNull();
    }

    [Theory]
    [InlineData("""[{"line":"boats","days":10,"from":"2026-01-01","source":"s"}]""", "boats")]
    [InlineData("""[{"line":"auto","days":0,"from":"2026-01-01","source":"s"}]""", "days must be from 1 to 36500")]
    [InlineData("""[{"line":"auto","days":10,"from":"2026-01-01","source":""}]""", "source")]
    [InlineData("no JSON", "can't be read")]
    public async Task A_rule_that_can_not_be_one_stops_the_start_with_its_number_and_why(string rules, string named)
    {
        await File.WriteAllTextAsync(_rules, rules, TestContext.Current.CancellationToken);
        Should.Throw<InvalidOperationException>(() => RetentionRules.Load(_rules)).Message.ShouldContain(named);
    }

    public void Dispose() => File.Delete(_rules);

    private static DateTimeOffset DaysAgo(int days) => DateTimeOffset.UtcNow.AddDays(-days);

    private async Task<ServiceFactory> StartAsync(string database, params (string, string)[] settings)
    {
        await File.WriteAllTextAsync(_rules, """[{"line":"auto","days":30,"from":"2026-01-01","source":"a test"}]""", TestContext.Current.CancellationToken);
        return service.NewInstance(
            [("ConnectionStrings:leads", database), ("ConnectionStrings:nats", await service.NewNatsAsync()), ("Retention:Interval", "00:00:00.1"), ("Retention:RulesFile", _rules), .. settings]);
    }

    private HttpClient AdminOf(ServiceFactory instance)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Admin));
        return client;
    }
}
