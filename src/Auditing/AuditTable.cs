namespace LeadPlatform.Auditing;

/// <summary>
/// The tables of an audit log. Rows are chained by the database itself when their transaction commits: a deferred trigger locks the head, gives the row its position,
/// time and hash, and moves the head on. So the order is that of the commits whoever writes and however many, no transaction holds the lock longer than its commit
/// takes, and none can wait for another in a circle. Triggers refuse every change and removal, to the owner of the tables too.
/// </summary>
public static class AuditTable
{
    /// <summary>For a migration.</summary>
    public const string CreateSql =
        """
        CREATE TABLE audit_head (
            only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
            position bigint NOT NULL,
            hash bytea NOT NULL
        );
        INSERT INTO audit_head (position, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

        CREATE TABLE audit (
            audit_id uuid PRIMARY KEY,
            position bigint UNIQUE,
            at timestamptz,
            actor text NOT NULL,
            role text NOT NULL,
            origin text,
            request_id text,
            action text NOT NULL,
            resource text NOT NULL,
            resource_id text,
            detail text,
            previous_hash bytea,
            hash bytea
        );
        CREATE INDEX audit_at ON audit (at);
        CREATE INDEX audit_actor ON audit (actor, position);
        CREATE INDEX audit_action ON audit (action, position);
        CREATE INDEX audit_resource ON audit (resource, resource_id, position);

        CREATE FUNCTION audit_text(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
            SELECT CASE WHEN value IS NULL THEN '-' ELSE octet_length(value) || ':' || value END
        $$;

        CREATE FUNCTION audit_hash(entry audit) RETURNS bytea LANGUAGE sql STABLE AS $$
            SELECT sha256(entry.previous_hash || convert_to(
                entry.position || '|' || (extract(epoch FROM entry.at) * 1000000)::bigint || '|'
                || audit_text(entry.actor) || audit_text(entry.role) || audit_text(entry.origin) || audit_text(entry.request_id)
                || audit_text(entry.action) || audit_text(entry.resource) || audit_text(entry.resource_id) || audit_text(entry.detail), 'UTF8'))
        $$;

        CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE
            entry audit := NEW;
        BEGIN
            UPDATE audit_head SET position = position + 1 RETURNING position, hash INTO entry.position, entry.previous_hash;
            entry.at := clock_timestamp();
            entry.hash := audit_hash(entry);
            UPDATE audit SET position = entry.position, at = entry.at, previous_hash = entry.previous_hash, hash = entry.hash WHERE audit_id = entry.audit_id;
            UPDATE audit_head SET hash = entry.hash;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();

        CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF OLD.position IS NULL AND NEW.hash IS NOT NULL THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION 'The audit log is not changed: % refused.', lower(TG_OP) USING ERRCODE = 'insufficient_privilege';
        END $$;
        CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_keep();
        CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
        CREATE TRIGGER audit_keep_head BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
        """;

    public const string DropSql =
        """
        DROP TABLE audit, audit_head CASCADE;
        DROP FUNCTION audit_chain, audit_keep, audit_text;
        """;
}
