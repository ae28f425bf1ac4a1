using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadPlatform.DataService.Migrations
{
    /// <inheritdoc />
    public partial class LeanCapture : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                -- Consent: its facts stand with the lead, what was agreed to once for all who agreed to it
                ALTER TABLE consent_wording ADD sellers text[] NOT NULL DEFAULT '{}', ADD channels text[] NOT NULL DEFAULT '{}';
                ALTER TABLE lead ADD wording_id uuid, ADD consent_at timestamptz, ADD consent_page text, ADD consent_certificate text;
                CREATE TEMPORARY TABLE terms ON COMMIT DROP AS
                    SELECT DISTINCT w.text, c.sellers, c.channels, md5(w.text || c.sellers::text || c.channels::text)::uuid AS id
                    FROM consent_record c JOIN consent_wording w USING (wording_id);
                UPDATE lead l SET wording_id = t.id, consent_at = c.captured_at, consent_page = c.page_url, consent_certificate = c.certificate, consumer_id = l.lead_id
                    FROM consent_record c JOIN consent_wording w USING (wording_id)
                        JOIN terms t ON t.text = w.text AND t.sellers = c.sellers AND t.channels = c.channels
                    WHERE c.lead_id = l.lead_id;
                DELETE FROM consent_wording;
                INSERT INTO consent_wording (wording_id, text, sellers, channels) SELECT id, text, sellers, channels FROM terms;
                ALTER TABLE consent_wording ALTER sellers DROP DEFAULT, ALTER channels DROP DEFAULT;
                ALTER TABLE lead ALTER wording_id SET NOT NULL, ALTER consent_at SET NOT NULL;
                DROP TABLE consent_record;

                -- A consumer has the id of the lead that first told of them; only where they differ does an index pay
                UPDATE consumer_contact SET consumer_id = lead_id;
                DROP TABLE consumer;
                DROP INDEX ix_lead_consumer_id;
                CREATE INDEX ix_lead_consumer_id ON lead (consumer_id) WHERE consumer_id <> lead_id;

                -- A claim's key holds its line and scope (Duplicates/ClaimKey.cs)
                ALTER TABLE duplicate_claim DROP CONSTRAINT pk_duplicate_claim;
                UPDATE duplicate_claim d SET key = (
                        lpad(to_hex(substring(x.bits from 1 for 64)::bit(64)::bigint), 16, '0') || lpad(to_hex(substring(x.bits from 65 for 64)::bit(64)::bigint), 16, '0'))::uuid
                    FROM (
                        SELECT ctid AS row, ('x' || replace(key::text, '-', ''))::bit(128)
                            # ('x' || substring(encode(sha256(convert_to(line || scope, 'UTF8')), 'hex') from 1 for 32))::bit(128) AS bits
                        FROM duplicate_claim) x
                    WHERE d.ctid = x.row;
                ALTER TABLE duplicate_claim DROP line, DROP scope;
                ALTER TABLE duplicate_claim ADD CONSTRAINT pk_duplicate_claim PRIMARY KEY (key);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Leads captured since would lose their consent records: restore the backup from before the upgrade instead.");
    }
}
