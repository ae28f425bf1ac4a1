using LeadPlatform.Auditing;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.Backend.Tests.Hosting;

/// <summary>A migrated database, a NATS server where events are handled, and the settings of the instances that share them.</summary>
public sealed class BackendData : IAsyncDisposable
{
    /// <summary>For <c>migrate</c> alone.</summary>
    public const string OwnerSetting = $"ConnectionStrings:{ServiceRole.OwnerConnection}";

    public const string Issuer = "http://localhost:5080";
    public const string FormKey = "kQ7vX2mB9tR4wL6nZ3pH8sJ5dC1fG0yA";

    /// <summary>One for all, so that a database that was copied opens too.</summary>
    public const string PlatformKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    public static readonly string MailFolder = Directory.CreateTempSubdirectory("backend-mail-").FullName;

    private static readonly string[] Services = ["gateway", "dataservice", "orchestrator", "backend", "frontend"];

    private readonly NatsServer? _nats;

    private BackendData(Dictionary<string, string> settings, NpgsqlDataSource database, NatsServer? nats) => (Settings, Database, _nats) = (settings, database, nats);

    public IReadOnlyDictionary<string, string> Settings { get; }

    public NpgsqlDataSource Database { get; }

    public static string SecretOf(string client) => $"secret-of-{client}-for-tests";

    /// <param name="environment">Development seeds the demo users, agents and key; every other one does not.</param>
    /// <param name="events">With a NATS server of its own: instances on one server share the work whatever their database.</param>
    public static async Task<BackendData> CreateAsync(BackendFixture shared, string environment = "Development", bool events = false)
    {
        var nats = events ? await shared.Servers.NewNatsAsync() : null;
        var connection = await shared.NewDatabaseAsync(environment);
        return new BackendData(SettingsFor(connection, nats?.Url ?? shared.Servers.NatsUrl), NpgsqlDataSource.Create(connection), nats);
    }

    public static Dictionary<string, string> SettingsFor(string connection, string natsUrl)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:backend"] = ServiceLogin.To(connection),
            [OwnerSetting] = connection,
            ["ConnectionStrings:nats"] = natsUrl,
            ["Identity:Issuer"] = Issuer,
            ["Forms:SourceKey"] = FormKey,
            ["PlatformKeys:Keys:test"] = PlatformKey,
            ["Identity:RevocationInterval"] = "00:00:01",
            ["Mail:Folder"] = MailFolder,
            ["Assignment:RetryInterval"] = "00:00:01",
            ["SourceKeys:WriteUsesEvery"] = "00:00:00.2",
            ["Logging:LogLevel:Default"] = "Error",
        };
        foreach (var service in Services)
            settings[$"Identity:Clients:{service}:Secret"] = SecretOf(service);
        return settings;
    }

    /// <summary>Mail by a server of this machine rather than into the folder; without a port nothing listens there.</summary>
    public IReadOnlyDictionary<string, string> WithMailServer(params (string Key, string Value)[] others)
    {
        var settings = new Dictionary<string, string>(With([("Mail:Smtp:Host", "127.0.0.1"), .. others]));
        if (others.All(other => other.Key != "Mail:Folder"))
            settings.Remove("Mail:Folder");
        return settings;
    }

    public IReadOnlyDictionary<string, string> With(params (string Key, string Value)[] others)
    {
        var settings = new Dictionary<string, string>(Settings);
        foreach (var (key, value) in others)
            settings[key] = value;
        return settings;
    }

    /// <summary>Runs the service's own <c>migrate</c> command.</summary>
    public static Task MigrateAsync(IReadOnlyDictionary<string, string> settings, string environment)
    {
        string[] args = ["migrate", $"--environment={environment}", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        return Task.Run(() => typeof(Program).Assembly.EntryPoint!.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [args], null));
    }

    public async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_nats is not null)
            await _nats.DisposeAsync();
    }
}
