using LeadPlatform.Auditing;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.DataService.Migrations
{
    /// <inheritdoc />
    public partial class Audit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(AuditTable.CreateSql);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(AuditTable.DropSql);
    }
}
