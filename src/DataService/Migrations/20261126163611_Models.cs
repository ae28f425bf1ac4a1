using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LeadPlatform.DataService.Migrations
{
    /// <inheritdoc />
    public partial class Models : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "scoring_model",
                columns: table => new
                {
                    version = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    trained_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    chosen = table.Column<string>(type: "text", nullable: false),
                    leads = table.Column<int>(type: "integer", nullable: false),
                    bound = table.Column<int>(type: "integer", nullable: false),
                    held_back = table.Column<int>(type: "integer", nullable: false),
                    auc = table.Column<double>(type: "double precision", nullable: false),
                    brier = table.Column<double>(type: "double precision", nullable: false),
                    log_loss = table.Column<double>(type: "double precision", nullable: false),
                    against = table.Column<string>(type: "text", nullable: false),
                    against_auc = table.Column<double>(type: "double precision", nullable: false),
                    against_log_loss = table.Column<double>(type: "double precision", nullable: true),
                    better = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scoring_model", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "scoring_model_run",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scoring_model_run", x => x.run_id);
                });

            migrationBuilder.CreateTable(
                name: "scoring_model_use",
                columns: table => new
                {
                    use_id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    version = table.Column<int>(type: "integer", nullable: true),
                    before = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scoring_model_use", x => x.use_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_scoring_model_run_asked_at",
                table: "scoring_model_run",
                column: "asked_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "scoring_model");

            migrationBuilder.DropTable(
                name: "scoring_model_run");

            migrationBuilder.DropTable(
                name: "scoring_model_use");
        }
    }
}
