import type { Options } from "k6/options";

/** What must hold, whatever the load; a missed one makes the run fail. */
export const targets: NonNullable<Options["thresholds"]> = {
  "http_req_duration{kind:capture}": ["p(95)<500"],
  "http_req_duration{kind:read}": ["p(95)<500"],
  "http_req_duration{kind:page}": ["p(95)<500"],
  http_req_failed: ["rate<0.001"],
  checks: ["rate>0.999"],
};
