using LeadPlatform.DataService.Graph.Postgres;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.DataService.Migrations
{
    // Made to run while the version before goes on capturing, and to be run again where it broke off.
    /// <inheritdoc />
    public partial class Graph : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(GraphTables.Create);
            migrationBuilder.Sql(GraphTables.NoteStored, suppressTransaction: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(GraphTables.Drop);
    }
}
