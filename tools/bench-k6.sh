#!/usr/bin/env bash
# ./bench k6 [SCENARIO] [--url URL] [--shim]: a load test of tests/load, with k6 where it is installed, else a few iterations in Node.
# Without --url it starts the platform with ./run and stops it again. Results: artifacts/k6/SCENARIO.json and .html. Exits with another code than 0 when a target is missed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

scenario=smoke url="" shim=no
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      echo "usage: ./bench k6 [smoke|load|stress|spike|soak] [--url URL] [--shim]"
      echo "  SOURCE_KEY: API key of the source to post as (default: the demonstration source); LEADS: a JSON Lines file of posts"
      exit
      ;;
    --url) url=${2:?--url needs an address} && shift ;;
    --shim) shim=yes ;;
    smoke | load | stress | spike | soak) scenario=$1 ;;
    *) echo "Unknown: $1. usage: ./bench k6 [smoke|load|stress|spike|soak] [--url URL] [--shim]" >&2 && exit 2 ;;
  esac
  shift
done

out="$root/artifacts/k6"
mkdir -p "$out"
if [ ! -d "$root/tests/load/node_modules/typescript" ]; then npm ci --prefix "$root/tests/load" --no-audit --no-fund --ignore-scripts >"$out/npm.log"; fi
node "$root/tests/load/node_modules/typescript/bin/tsc" -p "$root/tests/load"

if [ -z "$url" ]; then
  port=${BENCH_PORT:-18480} url="http://localhost:${BENCH_PORT:-18480}"
  data=$(mktemp -d)
  chmod 711 "$data"
  "$root/run" --port "$port" --data "$data" --Dashboard:Port $((port + 1)) >"$out/run.log" 2>&1 &
  platform=$!
  trap 'kill -TERM "$platform" 2>/dev/null; wait "$platform" 2>/dev/null || true; rm -rf "$data"' EXIT
  until grep -q '^Ready' "$out/run.log"; do
    kill -0 "$platform" 2>/dev/null || { cat "$out/run.log" >&2; exit 1; }
    sleep 0.5
  done
fi

export URL="$url" OUT="$out" SCENARIO="$scenario" SOURCE_KEY="${SOURCE_KEY:-demo-source-key}"
script="$out/js/src/$scenario.js"
if [ "$shim" = no ] && command -v k6 >/dev/null; then
  k6 run --quiet "$script"
else
  echo "Without k6: a few iterations of each scenario, one after the other. They show that the scripts work, not how fast the platform is."
  node --no-warnings --import "$root/tests/load/shim/loader.mjs" "$out/js/shim/run.js" "$script"
fi
