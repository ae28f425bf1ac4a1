#!/bin/sh
# Removes what is kept for a time only (KEEP, such as "30 days"): claims of idempotency keys, what was refused by imports that ended, and those imports' steps.
# Leads and consumers are not touched: their retention is the platform's own, by line and law.
set -eu
psql -X -v ON_ERROR_STOP=1 -v keep="$KEEP" "$LEADS_URL" <<'SQL'
delete from idempotency_key where created_at < now() - :'keep'::interval;
delete from import_refusal r using import i where i.import_id = r.import_id and i.ended_at < now() - :'keep'::interval;
delete from import_step s using import i where i.import_id = s.import_id and i.ended_at < now() - :'keep'::interval;
SQL
