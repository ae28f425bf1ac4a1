import http from "k6/http";
import { check } from "k6";
import exec from "k6/execution";
import { SharedArray } from "k6/data";
import { lead, parsePosts } from "./leads.ts";

const url = __ENV["URL"] ?? "http://localhost:8080";
const key = __ENV["SOURCE_KEY"] ?? "demo-source-key";
const file = __ENV["LEADS"];
const posts = new SharedArray("posts", () => (file ? parsePosts(open(file)) : []));
const headers = { "X-Api-Key": key, "Content-Type": "application/json" };

/** Posts a lead; the answer must say that it is durable. Returns its id. */
export function capture(): string | undefined {
  const number = exec.scenario.iterationInTest;
  const body = posts.length > 0 ? posts[number % posts.length]! : JSON.stringify(lead(number + exec.vu.idInTest * 1_000_003));
  const answer = http.post(`${url}/v1/leads`, body, { headers, tags: { kind: "capture", name: "POST /v1/leads" } });
  check(answer, { "captured with 201": one => one.status === 201 });
  return answer.status === 201 ? String(answer.json("leadId")) : undefined;
}

/** Reads a lead, or the newest ones. */
export function read(leadId?: string): void {
  const answer = leadId
    ? http.get(`${url}/v1/leads/${leadId}`, { headers, tags: { kind: "read", name: "GET /v1/leads/{id}" } })
    : http.get(`${url}/v1/leads?limit=20`, { headers, tags: { kind: "read", name: "GET /v1/leads" } });
  check(answer, { "read with 200": one => one.status === 200 });
}

/** What a browser asks for before anybody has signed in: the form, and the way to the console. */
export function pages(): void {
  const form = http.get(`${url}/quote/auto`, { tags: { kind: "page", name: "GET /quote/{line}" } });
  check(form, { "the form comes with 200": one => one.status === 200 });
  const console_ = http.get(`${url}/console`, { redirects: 0, tags: { kind: "page", name: "GET /console" } });
  check(console_, { "the console sends to sign in": one => one.status === 302 });
}
