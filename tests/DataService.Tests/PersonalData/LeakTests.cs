using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Tests.Consumers;
using LeadPlatform.DataService.Tests.Importing;
using LeadPlatform.DataService.Tests.Searching;
using LeadPlatform.TestHost;
using Npgsql;
using StackExchange.Redis;

namespace LeadPlatform.DataService.Tests.PersonalData;

/// <summary>Whoever gets a copy of a store, of the files or of the logs, without the platform's key, learns nobody's name.</summary>
public sealed class LeakTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_people_came_in_were_read_searched_imported_and_refused_no_store_file_or_log_tells_of_one()
    {
        var people = new People(120);
        var database = await service.NewMigratedDatabaseAsync();
        var nats = await service.NewNatsServerAsync();
        await using var redis = await RedisServer.StartAsync();
        var files = Directory.CreateTempSubdirectory("leadplatform-leak-");
        await using var process = await DataServiceProcess.StartAsync(service, database, nats.Url, new Dictionary<string, string>
        {
            ["ConnectionStrings__redis"] = redis.ConnectionString,
            ["Imports__Folder"] = files.FullName,
            ["Erasures__Folder"] = Path.Combine(files.FullName, "erasures"),
        });
        await LiveAsync(process, people);

        await using (var connections = NpgsqlDataSource.Create(database))
        {
            await Eventually.HoldsAsync(async () => await connections.ScalarAsync<long>("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM search_backlog)") == 0);
            foreach (var (table, content) in await DumpAsync(connections))
                people.FindIn(content).ShouldBeNull($"table {table}");
        }

        foreach (var (key, value) in await KeyspaceAsync(redis))
            people.FindIn(key + value).ShouldBeNull($"Redis, {key}");
        foreach (var file in Streams(nats).Concat(Directory.EnumerateFiles(files.FullName, "*", SearchOption.AllDirectories)))
            people.FindIn(await ReadAsync(file)).ShouldBeNull(file);
        people.FindIn(process.Output).ShouldBeNull("the log");

        // What was looked through is what there is.
        (await KeyspaceAsync(redis)).Count.ShouldBeGreaterThan(5);
        Streams(nats).Sum(file => new FileInfo(file).Length).ShouldBeGreaterThan(20_000);
        Directory.EnumerateFiles(files.FullName, "*.import").ShouldHaveSingleItem();
        process.Output.ShouldContain("was erased with 1 leads");
        files.Delete(recursive: true);
    }

    /// <summary>The messages of all streams.</summary>
    private static IEnumerable<string> Streams(NatsServer nats) => Directory.EnumerateFiles(nats.DataDirectory, "*.blk", SearchOption.AllDirectories);

    private async Task LiveAsync(DataServiceProcess process, People people)
    {
        var (source, publisher) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var http = process.Client(service.Issuer.Token(Roles.Source, sourceId: source, publisherId: publisher));
        var (manager, admin) = (process.Client(service.Issuer.Token(Roles.Manager)), process.Client(service.Issuer.Token(Roles.Admin)));
        var captured = new List<Guid>();
        foreach (var (number, lead) in people.Leads.Index())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new StringContent(lead.ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", $"post-{number}");
            using var answer = await http.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
            captured.Add((await answer.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation))!.LeadId);
        }

        // Found by everything, then read into the cache.
        var last = (await manager.GetLeadAsync(captured[^1]))!;
        await Eventually.HoldsAsync(async () => (await manager.FindAsync(last.Contact.Email ?? last.Contact.Phone!)).Contains(captured[^1]));
        (await manager.FindAsync($"{last.Contact.FirstName} {last.Contact.LastName}")).ShouldContain(captured[^1]);
        foreach (var leadId in captured.Take(30))
            (await manager.GetStringAsync($"/v1/leads/{leadId}", Cancellation)).ShouldContain("contact");

        // Refused rows, a file that waits, bodies that are refused.
        var refused = string.Join('\n', people.Leads.Take(40).Select(lead => With(lead, "line", "boats")));
        var end = await http.EndOfAsync((await http.ImportAsync(refused, query: "run=true")).ImportId);
        end.Progress.Refused.ShouldBe(40);
        people.FindIn(await http.GetStringAsync($"/v1/imports/{end.ImportId}/refused", Cancellation)).ShouldNotBeNull();
        (await http.ImportAsync(string.Join('\n', people.Leads.Select(lead => lead.ToJsonString())), query: "run=false")).Status.ShouldBe(ImportStatus.Waiting);
        foreach (var lead in people.Leads.Take(10))
        {
            using var answer = await http.PostAsync("/v1/leads", new StringContent(With(lead, "line", "boats"), Encoding.UTF8, "application/json"), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        // What is done to consumers.
        foreach (var phone in people.Leads.Take(10).Select(lead => (string?)lead["contact"]!["phone"]).OfType<string>())
            (await admin.PostAsJsonAsync("/v1/suppressions", new SuppressionInput(phone), Cancellation)).EnsureSuccessStatusCode();
        (await manager.RevokeAsync(captured[1], DateTimeOffset.UtcNow)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await admin.HoldAsync(captured[2])).StatusCode.ShouldBe(HttpStatusCode.OK);
        people.FindIn(await admin.GetStringAsync($"/v1/consumers/{captured[3]}/export", Cancellation)).ShouldNotBeNull();
        (await admin.EraseAsync(captured[4])).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private static string With(JsonObject lead, string name, string value)
    {
        var changed = lead.DeepClone().AsObject();
        changed[name] = value;
        return changed.ToJsonString();
    }

    /// <summary>What a dump holds, as bytes: in its text the content of a column of bytes would be digits, in which nobody finds a name.</summary>
    private static async Task<List<(string Table, byte[] Content)>> DumpAsync(NpgsqlDataSource connections)
    {
        await using var connection = await connections.OpenConnectionAsync(Cancellation);
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", connection))
        await using (var reader = await command.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation))
                tables.Add(reader.GetString(0));
        }

        var dump = new List<(string, byte[])>();
        foreach (var table in tables)
        {
            using var content = new MemoryStream();
            await using (var copy = await connection.BeginRawBinaryCopyAsync($"COPY \"{table}\" TO STDOUT (FORMAT BINARY)", Cancellation))
                await copy.CopyToAsync(content, Cancellation);
            dump.Add((table, content.ToArray()));
        }

        dump.Single(one => one.Item1 == "consumer_contact").Item2.Length.ShouldBeGreaterThan(10_000);
        return dump;
    }

    private static async Task<List<(string Key, string Value)>> KeyspaceAsync(RedisServer redis)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var all = new List<(string, string)>();
        await foreach (var key in connection.GetServers()[0].KeysAsync())
        {
            (await connection.GetDatabase().KeyTypeAsync(key)).ShouldBe(RedisType.String, $"a kind of value that is not looked into: {key}");
            all.Add((key.ToString(), Encoding.Latin1.GetString((byte[]?)await connection.GetDatabase().StringGetAsync(key) ?? [])));
        }

        return all;
    }

    /// <summary>A server may be writing it.</summary>
    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, Cancellation);
        return content.ToArray();
    }
}
