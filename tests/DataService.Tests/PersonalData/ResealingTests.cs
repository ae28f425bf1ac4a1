using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.DataService.Tests.PersonalData;

public sealed class ResealingTests(RunningDataService service)
{
    private const string Plain = "SELECT count(*) FROM consumer_contact WHERE substring(document, 1, 1) = '{'";
    private static readonly DateTimeOffset Before = DateTimeOffset.UtcNow.AddDays(-3);

    [Fact]
    public async Task Documents_from_before_there_were_seals_are_sealed_while_the_service_runs_and_stay_readable()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var ids = await PlainLeads.InsertAsync(database, 120, Before);
        await using var instance = await StartAsync(connection, ("Resealing:BatchSize", "50"));
        var manager = Manager(instance);

        (await manager.GetLeadAsync(ids[0]))!.Contact.LastName.ShouldBe("Byron");
        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>(Plain) == 0);

        foreach (var id in new[] { ids[0], ids[60], ids[119] })
            (await manager.GetLeadAsync(id))!.Contact.Email.ShouldBe("ada@example.com");
    }

    [Fact]
    public async Task A_rotation_wraps_every_data_key_again_goes_on_where_it_was_broken_off_and_ends_at_one()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        Guid[] captured;
        await using (var first = await StartAsync(connection, Key("first")))
        {
            var source = service.NewSource(first);
            captured = [(await source.CaptureAsync(SampleLeads.One())).LeadId, (await source.CaptureAsync(SampleLeads.One())).LeadId];
        }

        (await UnderAsync(database, "first")).ShouldBe(2);
        // As if an earlier instance had died after the first lead.
        await database.ScalarAsync<string>($"INSERT INTO job_progress (name, position, started_at) VALUES ('reseal:second', '{captured.Min()}', now()) RETURNING name");
        var progress = new ConcurrentBag<double>();
        using var listener = Listen(progress);
        await using (var second = await StartAsync(connection, Key("second"), Key("first"), ("PlatformKeys:Current", "second"), ("Resealing:Overlap", "00:00:01")))
        {
            await Eventually.HoldsAsync(async () => await database.ScalarAsync<bool>("SELECT bool_or(ended_at IS NOT NULL) FROM job_progress WHERE name = 'reseal:second'"));
            (await UnderAsync(database, "second")).ShouldBe(1);
            (await Manager(second).GetLeadAsync(captured.Min()))!.Contact.FirstName.ShouldBe("Ada");
            // Instances of other tests show theirs under the same name.
            await Eventually.HoldsAsync(() =>
            {
                listener.RecordObservableInstruments();
                return progress.Contains(1);
            });
        }

        // A pass of its own for the one that was skipped: with the former key gone all is readable.
        await database.ScalarAsync<string>("DELETE FROM job_progress WHERE name = 'reseal:second' RETURNING name");
        await using (var again = await StartAsync(connection, Key("second"), Key("first"), ("PlatformKeys:Current", "second"), ("Resealing:Overlap", "00:00:00")))
            await Eventually.HoldsAsync(async () => await UnderAsync(database, "second") == 2);
        await using var third = await StartAsync(connection, Key("second"));
        foreach (var id in captured)
            (await Manager(third).GetLeadAsync(id))!.Contact.FirstName.ShouldBe("Ada");
    }

    [Fact]
    public async Task While_older_instances_run_documents_can_be_stored_as_those_read_them_and_are_sealed_afterwards()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await using (var both = await StartAsync(connection, ("PersonalData:WritePlain", "true")))
            await service.NewSource(both).CaptureAsync(SampleLeads.One());
        (await database.ScalarAsync<long>(Plain)).ShouldBe(1);

        await using var after = await StartAsync(connection);

        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>(Plain) == 0);
    }

    [Fact]
    public async Task What_was_erased_stays_erased()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var ids = await PlainLeads.InsertAsync(database, 3, Before);
        await database.ScalarAsync<Guid>($"UPDATE consumer_contact SET document = '\\x000000019c000000aa' WHERE lead_id = '{ids[1]}' RETURNING lead_id");
        await using var instance = await StartAsync(connection);

        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>(Plain) == 0);

        (await database.ScalarAsync<byte[]>($"SELECT document FROM consumer_contact WHERE lead_id = '{ids[1]}'")).Length.ShouldBe(9);
        (await Manager(instance).GetLeadAsync(ids[1]))!.ErasedAt.ShouldNotBeNull();
    }

    private static (string, string) Key(string name) => ($"PlatformKeys:Keys:{name}", KeysOf.Base64(name));

    private static Task<long> UnderAsync(NpgsqlDataSource database, string key) =>
        database.ScalarAsync<long>($"SELECT count(*) FROM consumer_contact WHERE substring(document, 3, {key.Length}) = '{key}'");

    private static MeterListener Listen(ConcurrentBag<double> progress)
    {
        var listener = new MeterListener { InstrumentPublished = (one, self) => { if (one.Name == "leads.resealing.progress") self.EnableMeasurementEvents(one); } };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => progress.Add(value));
        listener.Start();
        return listener;
    }

    private async Task<ServiceFactory> StartAsync(string database, params (string, string)[] settings)
    {
        // The key that all other tests use must not be the only one of several.
        (string, string)[] current = settings.Any(setting => setting.Item1 == "PlatformKeys:Current") ? [] : [("PlatformKeys:Current", settings.FirstOrDefault(setting => setting.Item1.StartsWith("PlatformKeys:Keys:", StringComparison.Ordinal)).Item1?["PlatformKeys:Keys:".Length..] ?? "test-1")];
        return service.NewInstance([("ConnectionStrings:leads", database), ("ConnectionStrings:nats", await service.NewNatsAsync()), ("Resealing:Interval", "00:00:00.1"), .. current, .. settings]);
    }

    private HttpClient Manager(ServiceFactory instance)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Manager));
        return client;
    }
}
