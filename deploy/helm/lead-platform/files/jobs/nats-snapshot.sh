#!/bin/sh
# Saves every JetStream stream of the platform into WORK, with its consumers.
set -eu
WORK=${WORK:-/work}
set -- --server "$NATS_URL" --inbox-prefix _INBOX.backup
[ -z "${NATS_CA:-}" ] || set -- "$@" --tlsca "$NATS_CA"
for stream in LEADS DEAD REPLAY; do
  nats "$@" stream backup "$stream" "$WORK/$stream" --consumers --check --no-progress
done
cd "$WORK"
find LEADS DEAD REPLAY -type f -exec sha256sum {} + >SHA256SUMS
