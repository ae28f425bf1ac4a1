using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.Backend.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AgentRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "agent_record",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    line = table.Column<string>(type: "text", nullable: false),
                    bound = table.Column<int>(type: "integer", nullable: false),
                    lost = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_record", x => new { x.agent_id, x.state, x.line });
                    table.ForeignKey(
                        name: "fk_agent_record_agent_agent_id",
                        column: x => x.agent_id,
                        principalTable: "agent",
                        principalColumn: "agent_id",
                        onDelete: ReferentialAction.Cascade);
                });
            migrationBuilder.Sql(Assignments.AgentRecords.CountStored);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agent_record");
        }
    }
}
