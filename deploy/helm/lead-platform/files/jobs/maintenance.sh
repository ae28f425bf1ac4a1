#!/bin/sh
# Rebuilds bloated indexes and refreshes the planner's statistics. Takes no exclusive lock for long, but much I/O: for the maintenance window.
set -eu
for url in "$LEADS_URL" "$BACKEND_URL"; do
  psql -X -q -v ON_ERROR_STOP=1 "$url" <<'SQL'
select format('reindex database concurrently %I', current_database()) \gexec
vacuum (analyze);
SQL
done
