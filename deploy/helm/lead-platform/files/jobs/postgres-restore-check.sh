#!/bin/sh
# Restores every dump in WORK into a server of its own and compares the rows of every table with what was counted when it was dumped.
# Exits with 1 where a file is not what was written, a dump does not restore, or a count differs.
set -eu
WORK=${WORK:-/work}
cd "$WORK"
sha256sum -c SHA256SUMS

data="$WORK/scratch"
rm -rf "$data"
initdb --pgdata="$data" --username=postgres --auth=trust --encoding=UTF8 --locale=C >/dev/null
pg_ctl --pgdata="$data" --silent --wait --log="$WORK/scratch.log" --options="-c listen_addresses='' -c unix_socket_directories='$WORK' -c fsync=off -c max_wal_size=4GB" start
trap 'pg_ctl --pgdata="$data" --silent --mode=immediate stop' EXIT
export PGHOST="$WORK" PGUSER=postgres PGPORT=5432

wrong=0
for file in *.dump; do
  name=${file%.dump}
  started=$(date +%s)
  createdb "$name"
  pg_restore --dbname="$name" --no-owner --no-privileges --exit-on-error --jobs=2 "$file"
  while read -r table expected; do
    found=$(psql -X -A -t -d "$name" -c "select count(*) from $table")
    if [ "$found" != "$expected" ]; then
      echo "$name: $table has $found rows, $expected were dumped" >&2
      wrong=1
    fi
  done <"$name.counts"
  echo "$name: $(wc -l <"$name.counts") tables restored in $(($(date +%s) - started)) s"
done
exit "$wrong"
