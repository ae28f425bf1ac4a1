using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.DataService.Migrations
{
    /// <inheritdoc />
    public partial class Vectors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "lead_vector",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    vector = table.Column<byte[]>(type: "bytea", nullable: false),
                    written_in = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_vector", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "vector_place",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<ulong>(type: "xid8", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vector_place", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "vector_rebuild",
                columns: table => new
                {
                    rebuild_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    target = table.Column<string>(type: "text", nullable: true),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    last_lead_id = table.Column<Guid>(type: "uuid", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vector_rebuild", x => x.rebuild_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lead_vector_written_in_lead_id",
                table: "lead_vector",
                columns: new[] { "written_in", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_vector_rebuild_status",
                table: "vector_rebuild",
                column: "status",
                unique: true,
                filter: "status = 'running'");

            // Leads that are there already get theirs once a new version runs.
            migrationBuilder.Sql(
                """
                INSERT INTO vector_rebuild (rebuild_id, status, model, total, done, started_at)
                SELECT gen_random_uuid(), 'running', 'local-hash-1', (SELECT count(*) FROM lead), 0, now() WHERE EXISTS (SELECT FROM lead)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "lead_vector");

            migrationBuilder.DropTable(
                name: "vector_place");

            migrationBuilder.DropTable(
                name: "vector_rebuild");
        }
    }
}
