namespace LeadPlatform.Messaging.Outbox;

/// <summary>The table that holds events from the commit that caused them until the stream has them.</summary>
public static class OutboxTable
{
    /// <summary>
    /// For a migration. Rows are deleted once published, so the table stays small; <c>position</c> keeps the order of what one instance wrote.
    /// </summary>
    public const string CreateSql =
        """
        CREATE TABLE outbox (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id uuid NOT NULL,
            lead_id uuid NOT NULL,
            type text NOT NULL,
            body bytea NOT NULL,
            trace_parent text NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        ) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000);
        CREATE INDEX outbox_id ON outbox (id);
        """;

    public const string DropSql = "DROP TABLE outbox;";
}
