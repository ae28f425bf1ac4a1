using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.DataService.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "consent_record",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wording_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sellers = table.Column<string[]>(type: "text[]", nullable: false),
                    channels = table.Column<string[]>(type: "text[]", nullable: false),
                    captured_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    page_url = table.Column<string>(type: "text", nullable: true),
                    certificate = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_record", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "consent_wording",
                columns: table => new
                {
                    wording_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_wording", x => x.wording_id);
                });

            migrationBuilder.CreateTable(
                name: "consumer",
                columns: table => new
                {
                    consumer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consumer", x => x.consumer_id);
                });

            migrationBuilder.CreateTable(
                name: "consumer_contact",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consumer_contact", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_claim",
                columns: table => new
                {
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_claim", x => new { x.key, x.line, x.scope });
                });

            migrationBuilder.CreateTable(
                name: "idempotency_key",
                columns: table => new
                {
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    body_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_key", x => new { x.source_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "lead",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    publisher_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character(2)", nullable: false),
                    postal_code = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    duplicate_of = table.Column<Guid>(type: "uuid", nullable: true),
                    sub_id = table.Column<string>(type: "text", nullable: true),
                    details = table.Column<string>(type: "jsonb", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    score = table.Column<short>(type: "smallint", nullable: true),
                    band = table.Column<string>(type: "text", nullable: true),
                    urgency = table.Column<string>(type: "text", nullable: true),
                    qualification = table.Column<string>(type: "jsonb", nullable: true),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agent_name = table.Column<string>(type: "text", nullable: true),
                    assigned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disposition = table.Column<string>(type: "text", nullable: true),
                    disposition_reason = table.Column<string>(type: "text", nullable: true),
                    disposition_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "lead_event",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_event", x => new { x.lead_id, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "suppression",
                columns: table => new
                {
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suppression", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_key_created_at",
                table: "idempotency_key",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_lead_agent_id_lead_id",
                table: "lead",
                columns: new[] { "agent_id", "lead_id" },
                filter: "agent_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_lead_consumer_id",
                table: "lead",
                column: "consumer_id");

            migrationBuilder.CreateIndex(
                name: "ix_lead_line_lead_id",
                table: "lead",
                columns: new[] { "line", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_lead_source_id_lead_id",
                table: "lead",
                columns: new[] { "source_id", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_lead_state_lead_id",
                table: "lead",
                columns: new[] { "state", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_lead_status_lead_id",
                table: "lead",
                columns: new[] { "status", "lead_id" });

            migrationBuilder.Sql(LeadPlatform.Messaging.Outbox.OutboxTable.CreateSql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(LeadPlatform.Messaging.Outbox.OutboxTable.DropSql);

            migrationBuilder.DropTable(
                name: "consent_record");

            migrationBuilder.DropTable(
                name: "consent_wording");

            migrationBuilder.DropTable(
                name: "consumer");

            migrationBuilder.DropTable(
                name: "consumer_contact");

            migrationBuilder.DropTable(
                name: "duplicate_claim");

            migrationBuilder.DropTable(
                name: "idempotency_key");

            migrationBuilder.DropTable(
                name: "lead");

            migrationBuilder.DropTable(
                name: "lead_event");

            migrationBuilder.DropTable(
                name: "suppression");
        }
    }
}
