using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.Backend.Storage.Migrations
{
    /// <inheritdoc />
    public partial class UserSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "used_from",
                table: "identity_key",
                type: "timestamp with time zone",
                nullable: true);

            // Only confirmed addresses sign in from now on, and those who could before have proved theirs to an admin.
            migrationBuilder.Sql("update identity_user set email_confirmed = true where password_hash is not null;");

            migrationBuilder.CreateTable(
                name: "identity_user_passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_user_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_identity_user_passkey_identity_user_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_mail",
                columns: table => new
                {
                    mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    platform_key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_mail", x => x.mail_id);
                });

            migrationBuilder.CreateTable(
                name: "user_session",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    authenticated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    authorization_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_session", x => x.session_id);
                    table.ForeignKey(
                        name: "fk_user_session_identity_user_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_oauth_token_expiration_date",
                table: "oauth_token",
                column: "expiration_date",
                filter: "status = 'revoked'");

            migrationBuilder.CreateIndex(
                name: "ix_identity_user_publisher_id",
                table: "identity_user",
                column: "publisher_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_user_passkey_user_id",
                table: "identity_user_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_due_at",
                table: "outgoing_mail",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_user_session_user_id",
                table: "user_session",
                column: "user_id");

            migrationBuilder.AddForeignKey(
                name: "fk_identity_user_publishers_publisher_id",
                table: "identity_user",
                column: "publisher_id",
                principalTable: "publisher",
                principalColumn: "publisher_id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_identity_user_publishers_publisher_id",
                table: "identity_user");

            migrationBuilder.DropTable(
                name: "identity_user_passkey");

            migrationBuilder.DropTable(
                name: "outgoing_mail");

            migrationBuilder.DropTable(
                name: "user_session");

            migrationBuilder.DropIndex(
                name: "ix_oauth_token_expiration_date",
                table: "oauth_token");

            migrationBuilder.DropIndex(
                name: "ix_identity_user_publisher_id",
                table: "identity_user");

            migrationBuilder.DropColumn(
                name: "used_from",
                table: "identity_key");
        }
    }
}
