#!/bin/sh
# Has Qdrant snapshot every collection and saves the snapshots into WORK. The snapshots on the server are removed again.
set -eu
WORK=${WORK:-/work}
ask() { curl --fail --silent --show-error --max-time 1800 --header "api-key: $QDRANT_KEY" "$@"; }

ask "$QDRANT_URL/collections" | tr '{' '\n' | sed -n 's/.*"name":"\([^"]*\)".*/\1/p' >"$WORK/collections"
while read -r collection; do
  snapshot=$(ask --request POST "$QDRANT_URL/collections/$collection/snapshots?wait=true" | sed -n 's/.*"name":"\([^"]*\)".*/\1/p')
  ask --output "$WORK/$collection.snapshot" "$QDRANT_URL/collections/$collection/snapshots/$snapshot"
  ask --request DELETE --output /dev/null "$QDRANT_URL/collections/$collection/snapshots/$snapshot"
done <"$WORK/collections"
cd "$WORK"
find . -name "*.snapshot" -exec sha256sum {} + >SHA256SUMS
