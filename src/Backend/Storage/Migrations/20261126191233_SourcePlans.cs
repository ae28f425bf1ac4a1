using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.Backend.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SourcePlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "origins",
                table: "source",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "plan",
                table: "source",
                type: "character varying(50)",
                maxLength: 50,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "origins",
                table: "source");

            migrationBuilder.DropColumn(
                name: "plan",
                table: "source");
        }
    }
}
