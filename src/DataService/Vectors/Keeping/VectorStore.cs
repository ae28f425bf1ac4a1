using System.Runtime.CompilerServices;
using LeadPlatform.DataService.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>The vectors in PostgreSQL, from which every index can be made.</summary>
internal sealed class VectorStore(NpgsqlDataSource database, IOptions<VectorOptions> options)
{
    // What is the same already is left alone, so that a redelivery or a rebuild moves nothing; what must have no vector gets none.
    private const string Upsert =
        """
        INSERT INTO lead_vector (lead_id, model, vector)
        SELECT id, $3, vector FROM unnest($1, $2) AS t (id, vector) WHERE EXISTS (SELECT FROM lead WHERE lead.lead_id = t.id)
        ON CONFLICT (lead_id) DO UPDATE SET model = EXCLUDED.model, vector = EXCLUDED.vector, written_in = DEFAULT
        WHERE lead_vector.vector <> '' AND (lead_vector.model <> EXCLUDED.model OR lead_vector.vector <> EXCLUDED.vector)
        """;

    private const string Forget =
        """
        INSERT INTO lead_vector (lead_id, model, vector) SELECT id, '', '' FROM unnest($1) AS t (id)
        ON CONFLICT (lead_id) DO UPDATE SET model = '', vector = '', written_in = DEFAULT WHERE lead_vector.vector <> ''
        """;

    private const string Select =
        """
        SELECT v.lead_id, v.vector, l.line, l.state, l.received_at, l.source_id, l.publisher_id
        FROM lead_vector v JOIN lead l USING (lead_id)
        """;

    /// <summary>Writes vectors of the configured model, in the order of the leads, so that two writers never wait for each other's rows.</summary>
    /// <returns>How many were new or other than before.</returns>
    public async Task<int> WriteAsync(IReadOnlyCollection<(Guid LeadId, float[] Vector)> vectors, CancellationToken cancellationToken)
    {
        if (vectors.Count == 0)
            return 0;
        var rows = vectors.OrderBy(row => row.LeadId).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Upsert, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(rows, row => row.LeadId) });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = Array.ConvertAll(rows, row => VectorBytes.Of(row.Vector)) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Value.Model });
        await command.PrepareAsync(cancellationToken);
        var written = await command.ExecuteNonQueryAsync(cancellationToken);
        VectorMetrics.Written.Add(written, new KeyValuePair<string, object?>("model", options.Value.Model));
        return written;
    }

    /// <summary>Leaves the leads without a vector for good.</summary>
    public static async Task ForgetAsync(Guid[] leadIds, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Forget, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. leadIds.Order()] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The lead's vector; null where it has none of the configured model.</summary>
    public async Task<float[]?> FindAsync(Guid leadId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT vector FROM lead_vector WHERE lead_id = $1 AND model = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = leadId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Value.Model });
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] bytes ? VectorBytes.Read(bytes, options.Value.Dimensions) : null;
    }

    /// <summary>Every transaction before the one returned has ended: of these nothing can appear any more.</summary>
    public async Task<ulong> SettledAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT pg_snapshot_xmin(pg_current_snapshot())");
        return (ulong)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>What was written in transactions from <paramref name="from"/> on and before <paramref name="before"/>, in pages.</summary>
    public async IAsyncEnumerable<VectorPage> WrittenAsync(ulong from, ulong before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // In no order and by one statement: each lead has one row, and a statement a page would read what is left again and again to sort it.
        await using var command = database.CreateCommand(Select + " WHERE v.written_in >= $1 AND v.written_in < $2 AND v.model IN ($3, '')");
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = from, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = before, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Value.Model });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await PageAsync(reader, options.Value.BatchSize, cancellationToken) is { Rows: > 0 } page)
            yield return page;
    }

    /// <summary>Those of some leads that have no vector of the configured model and may have one.</summary>
    public async Task<IReadOnlyList<Guid>> WithoutAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT id FROM unnest($1) AS t (id) WHERE NOT EXISTS (SELECT FROM lead_vector v WHERE v.lead_id = t.id AND (v.model = $2 OR v.vector = ''))");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = leadIds });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Value.Model });
        return await command.ListAsync(row => row.GetGuid(0), cancellationToken);
    }

    /// <summary>The vectors of some leads.</summary>
    public async Task<VectorPage> OfAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Select + " WHERE v.lead_id = ANY($1) AND v.model = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = leadIds });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Value.Model });
        return await PageAsync(command, cancellationToken);
    }

    /// <summary>The vectors of the newest leads, as many as an instance may keep, oldest first.</summary>
    public async IAsyncEnumerable<VectorPoint> NewestAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            Select + """
             WHERE v.model = $1 AND v.lead_id >= COALESCE(
                (SELECT lead_id FROM lead_vector WHERE model = $1 ORDER BY lead_id DESC OFFSET $2 LIMIT 1), '00000000-0000-0000-0000-000000000000')
            ORDER BY v.lead_id
            """);
        command.CommandTimeout = 300;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Value.Model });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Value.MaxVectors - 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Read(reader) is { } point)
                yield return point;
        }
    }

    private async Task<VectorPage> PageAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await PageAsync(reader, int.MaxValue, cancellationToken);
    }

    private async Task<VectorPage> PageAsync(NpgsqlDataReader reader, int limit, CancellationToken cancellationToken)
    {
        var page = new VectorPage();
        while (page.Rows < limit && await reader.ReadAsync(cancellationToken))
        {
            page.Rows++;
            if (Read(reader) is { } point)
                page.Points.Add(point);
            else
                page.Gone.Add(reader.GetGuid(0));
        }

        return page;
    }

    private VectorPoint? Read(NpgsqlDataReader row) => VectorBytes.Read(row.GetFieldValue<byte[]>(1), options.Value.Dimensions) is not { } vector
        ? null
        : new VectorPoint(row.GetGuid(0), vector, row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetGuid(5), row.GetGuid(6));
}

/// <summary>Rows of <see cref="VectorStore"/>.</summary>
internal sealed class VectorPage
{
    public List<VectorPoint> Points { get; } = [];

    /// <summary>Leads that must have no vector.</summary>
    public List<Guid> Gone { get; } = [];

    public int Rows { get; set; }
}
