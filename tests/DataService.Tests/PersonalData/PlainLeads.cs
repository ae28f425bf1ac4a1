using LeadPlatform.DataService.Reading;
using Npgsql;

namespace LeadPlatform.DataService.Tests.PersonalData;

/// <summary>Leads as they were stored before there were seals, of any time.</summary>
internal static class PlainLeads
{
    private const string Sql =
        """
        INSERT INTO consent_wording (wording_id, text, sellers, channels) VALUES ('00000000-0000-0000-0000-000000000001', 'I agree.', '{}', '{}') ON CONFLICT DO NOTHING;
        INSERT INTO lead (lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, details, received_at, updated_at, status, wording_id, consent_at)
            SELECT id, id, id, id, @line, 'NY', '10001', '{"note":"private"}', @at, @at, 'received', '00000000-0000-0000-0000-000000000001', @at FROM unnest(@ids) AS id;
        INSERT INTO consumer_contact (lead_id, consumer_id, document)
            SELECT id, id, convert_to('{"firstName":"Ada","lastName":"Byron","email":"ada@example.com","phone":"+12125550123"}', 'UTF8') FROM unnest(@ids) AS id;
        """;

    /// <summary>Stores leads of a moment, whose ids tell it.</summary>
    public static async Task<Guid[]> InsertAsync(NpgsqlDataSource database, int count, DateTimeOffset at, string line = "auto")
    {
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(at))];
        await using var insert = database.CreateCommand(Sql);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]>("ids", ids));
        insert.Parameters.Add(new NpgsqlParameter<string>("line", line));
        insert.Parameters.Add(new NpgsqlParameter<DateTime>("at", at.UtcDateTime));
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        ids.ShouldAllBe(id => id.CompareTo(LeadCursor.FirstOf(at)) >= 0);
        return ids;
    }

    public static async Task<T> ScalarAsync<T>(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
