#!/bin/sh
# Uploads WORK to BUCKET under the time of the start; `latest` names it once everything is there.
set -eu
WORK=${WORK:-/work}
stamp=$(date -u +%Y-%m-%dT%H-%M-%SZ)
set -- --no-progress
[ -z "${KMS_KEY:-}" ] || set -- "$@" --sse aws:kms --sse-kms-key-id "$KMS_KEY"
aws s3 cp "$WORK" "$BUCKET/$stamp" --recursive "$@"
printf '%s\n' "$stamp" | aws s3 cp - "$BUCKET/latest" "$@"
echo "uploaded to $BUCKET/$stamp"
