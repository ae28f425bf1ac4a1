using Npgsql;

namespace LeadPlatform.DataService.Tests.Exporting;

internal static class ManyLeads
{
    // One statement a table, with the row's every column as it is but for the id; ids stay those of a UUIDv7.
    private const string Copies =
        """
        INSERT INTO lead SELECT (jsonb_populate_record(l, jsonb_build_object('lead_id', id.new, 'consumer_id', id.new))).*
        FROM lead AS l, LATERAL (SELECT ('01980000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS new FROM generate_series(2, $1) AS n) AS id;
        """;

    private const string Contacts =
        """
        INSERT INTO consumer_contact (lead_id, consumer_id, document)
        SELECT lead_id, consumer_id, convert_to('{"firstName":"Ada","lastName":"Byron","email":"ada@example.com","phone":"+12125550123","notes":"' || repeat('a note, ', 250) || '"}', 'UTF8') FROM lead WHERE lead_id NOT IN (SELECT lead_id FROM consumer_contact)
        """;

    /// <summary>Makes <paramref name="count"/> leads of the only one that is there.</summary>
    public static async Task MultiplyAsync(string database, int count)
    {
        await using var connections = NpgsqlDataSource.Create(database);
        await using var copies = connections.CreateCommand(Copies);
        copies.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        await copies.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var contacts = connections.CreateCommand(Contacts);
        await contacts.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
