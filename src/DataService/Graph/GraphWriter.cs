using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph;

/// <summary>Writes leads, and takes those out again that were erased between the reading of their data and the end of the writing.</summary>
internal sealed class GraphWriter(ILeadGraph graph, NpgsqlDataSource database)
{
    // What was erased begins with a zero (SealedContent).
    private const string Gone =
        """
        SELECT id FROM unnest($1) AS asked (id)
        WHERE NOT EXISTS (SELECT FROM consumer_contact WHERE lead_id = id AND substring(document FROM 1 FOR 1) <> '\x00'::bytea)
        """;

    public async Task WriteAsync(IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken)
    {
        if (leads.Count == 0)
            return;
        await graph.WriteAsync(leads, cancellationToken);
        var gone = await GoneAsync([.. leads.Select(lead => lead.LeadId)], cancellationToken);
        if (gone.Count > 0)
            await graph.ForgetAsync(gone, cancellationToken);
        GraphMetrics.Written.Add(leads.Count);
    }

    /// <summary>Those of the leads whose data is here no longer.</summary>
    public async Task<IReadOnlyList<Guid>> GoneAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Gone);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = leadIds });
        return await command.ListAsync(row => row.GetGuid(0), cancellationToken);
    }
}
