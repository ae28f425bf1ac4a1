CREATE TABLE lead (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), received_at timestamptz NOT NULL DEFAULT now(), line text NOT NULL, first_name text, last_name text, email text,
    phone text, state text, postal_code text, sub_id text, document jsonb);
CREATE INDEX ON lead (received_at);
CREATE INDEX ON lead (email);
CREATE INDEX ON lead (phone);
CREATE TABLE outbox (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, lead_id uuid NOT NULL, payload jsonb NOT NULL);
