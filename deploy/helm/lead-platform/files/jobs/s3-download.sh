#!/bin/sh
# Downloads into WORK what `latest` in BUCKET names.
set -eu
WORK=${WORK:-/work}
stamp=$(aws s3 cp "$BUCKET/latest" -)
aws s3 cp "$BUCKET/$stamp" "$WORK" --recursive --no-progress
echo "downloaded $BUCKET/$stamp"
