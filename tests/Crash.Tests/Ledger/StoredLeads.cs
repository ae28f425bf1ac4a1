using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.Crash.Tests.Ledger;

/// <summary>What is in the databases, read past the services.</summary>
internal sealed class StoredLeads : IAsyncDisposable
{
    private readonly NpgsqlDataSource _leads;
    private readonly NpgsqlDataSource _backend;

    public StoredLeads(RunningPlatform platform)
    {
        _leads = Open(platform, "dataservice", "leads");
        _backend = Open(platform, "backend", "backend");
    }

    public async Task<long> CountUnfinishedAsync() =>
        await CountAsync(_leads, "SELECT count(*) FROM lead WHERE status <> ALL($1)", [Outcomes]) + await CountAsync(_leads, "SELECT count(*) FROM outbox") + await CountAsync(_backend, "SELECT count(*) FROM outbox");

    /// <summary>Compares what the publishers were told with what is stored.</summary>
    public async Task<Comparison> CompareAsync(IReadOnlyDictionary<string, Guid> acknowledged)
    {
        var leadOf = await LeadOfKeyAsync();
        var leads = await LeadIdsAsync();
        var keyed = leadOf.Values.ToHashSet();
        return new Comparison(
            Acknowledged: acknowledged.Count,
            Stored: leads.Count,
            Keys: leadOf.Count,
            Lost: acknowledged.Count(told => !leads.Contains(told.Value)),
            OtherLead: acknowledged.Count(told => leadOf.GetValueOrDefault(told.Key) != told.Value),
            Doubled: leads.Count(lead => !keyed.Contains(lead)) + (leadOf.Count - keyed.Count),
            WithoutOutcome: await CountAsync(_leads, "SELECT count(*) FROM lead WHERE status <> ALL($1)", [Outcomes]),
            EventNotDelivered: await CountAsync(
                _leads,
                "SELECT count(*) FROM lead l WHERE status <> ALL($1) AND NOT EXISTS (SELECT FROM lead_event e WHERE e.lead_id = l.lead_id AND e.type = ANY($2))",
                new[] { LeadStatus.Duplicate, LeadStatus.Suppressed },
                new[] { LeadEvents.Qualified, LeadEvents.Disqualified }),
            LeftInOutbox: await CountAsync(_leads, "SELECT count(*) FROM outbox") + await CountAsync(_backend, "SELECT count(*) FROM outbox"),
            Assigned: await CountAsync(_leads, "SELECT count(*) FROM lead WHERE status = $1", LeadStatus.Assigned),
            Legs: await CountAsync(_backend, "SELECT count(*) FROM leg"));
    }

    public async ValueTask DisposeAsync()
    {
        await _leads.DisposeAsync();
        await _backend.DisposeAsync();
    }

    private static string[] Outcomes => [.. LeadStatus.All.Where(LeadStatus.IsOutcome)];

    private static NpgsqlDataSource Open(RunningPlatform platform, string service, string database) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(PlatformProcess.Of(platform, service).Variable($"ConnectionStrings__{database}")) { Pooling = false }.ConnectionString);

    private async Task<Dictionary<string, Guid>> LeadOfKeyAsync()
    {
        var leadOf = new Dictionary<string, Guid>();
        await using var command = _leads.CreateCommand("SELECT key, lead_id FROM idempotency_key");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            leadOf.Add(reader.GetString(0), reader.GetGuid(1));
        return leadOf;
    }

    private async Task<HashSet<Guid>> LeadIdsAsync()
    {
        var leads = new HashSet<Guid>();
        await using var command = _leads.CreateCommand("SELECT lead_id FROM lead");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            leads.Add(reader.GetGuid(0));
        return leads;
    }

    private static Task<long> CountAsync(NpgsqlDataSource database, string sql, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return ScalarAsync(command);
    }

    private static async Task<long> ScalarAsync(NpgsqlCommand command)
    {
        await using (command)
            return (long)(await command.ExecuteScalarAsync())!;
    }
}
