// k6/http: its requests block, so each runs in a process of its own; slow, which a shim may be.
import { spawnSync } from "node:child_process";
import { record } from "./metrics.js";

interface Params {
  headers?: Record<string, string>;
  tags?: { kind: string };
  redirects?: number;
}

const ask = `
const [method, url, body, headers, redirect] = JSON.parse(process.argv[1]);
const started = performance.now();
const answer = await fetch(url, { method, headers, body: body ?? undefined, redirect }).catch(error => ({ status: 0, text: async () => String(error.cause ?? error) }));
const text = await answer.text();
console.log(JSON.stringify({ status: answer.status, text, milliseconds: performance.now() - started }));`;

function request(method: string, url: string, body: string | undefined, params: Params = {}) {
  const redirect = params.redirects === 0 ? "manual" : "follow";
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", ask, JSON.stringify([method, url, body, params.headers ?? {}, redirect])], { encoding: "utf8" });
  const { status, text, milliseconds } = JSON.parse(run.stdout) as { status: number; text: string; milliseconds: number };
  record(params.tags?.kind ?? "other", milliseconds, status === 0 || status >= 400);
  return { status, body: text, json: (path: string) => (JSON.parse(text) as Record<string, unknown>)[path] };
}

export default {
  get: (url: string, params?: Params) => request("GET", url, undefined, params),
  post: (url: string, body: string, params?: Params) => request("POST", url, body, params),
};
