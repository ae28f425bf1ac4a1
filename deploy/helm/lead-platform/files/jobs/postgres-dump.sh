#!/bin/sh
# Dumps the databases LEADS_URL and BACKEND_URL into WORK, each with the count of rows of every table as of the same moment, and a checksum of all files.
set -eu
WORK=${WORK:-/work}

dump() {
  name=$1 url=$2
  # One snapshot for dump and counts: the session that exports it stays open until both have read it.
  rm -f "$WORK/.ask" "$WORK/.answer" && mkfifo "$WORK/.ask" "$WORK/.answer"
  psql -X -q -A -t -v ON_ERROR_STOP=1 "$url" <"$WORK/.ask" >"$WORK/.answer" &
  session=$!
  exec 9>"$WORK/.ask" 8<"$WORK/.answer"
  echo "begin isolation level repeatable read read only; select pg_export_snapshot();" >&9
  read -r snapshot <&8

  pg_dump --format=custom --compress=6 --no-owner --no-privileges --snapshot="$snapshot" --file="$WORK/$name.dump" "$url"
  psql -X -q -A -t -F ' ' -v ON_ERROR_STOP=1 -v snapshot="$snapshot" "$url" >"$WORK/$name.counts" <<'SQL'
begin isolation level repeatable read read only;
set transaction snapshot :'snapshot';
select format('%I.%I', table_schema, table_name),
       (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', table_schema, table_name), false, true, '')))[1]
from information_schema.tables
where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
order by 1;
SQL
  exec 9>&- 8<&-
  wait "$session"
  rm -f "$WORK/.ask" "$WORK/.answer"
  echo "$name: $(wc -l <"$WORK/$name.counts") tables, $(wc -c <"$WORK/$name.dump") bytes"
}

dump leads "$LEADS_URL"
dump backend "$BACKEND_URL"
cd "$WORK"
sha256sum ./*.dump ./*.counts >SHA256SUMS
