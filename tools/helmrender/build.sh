#!/usr/bin/env bash
# Builds bin/helmrender where its source has changed, and prints its path.
set -euo pipefail
cd "$(dirname "$0")"
if [ ! -x bin/helmrender ] || [ -n "$(find . -maxdepth 1 -name '*.go' -newer bin/helmrender)" ]; then
  mkdir -p bin
  GO111MODULE=off GOPATH=/usr/share/gocode go build -o bin/helmrender.new .
  mv bin/helmrender.new bin/helmrender
fi
echo "$PWD/bin/helmrender"
