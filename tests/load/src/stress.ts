import type { Options } from "k6/options";
import { targets } from "./targets.ts";
export { captures } from "./scenarios.ts";
export { handleSummary } from "./summary.ts";

/** Twice what the platform is built for. Captures may then be told to come back (503), quickly; latency still counts, the share of refusals does not. */
export const options: Options = {
  thresholds: { "http_req_duration{kind:capture}": targets["http_req_duration{kind:capture}"]! },
  scenarios: {
    capture: {
      executor: "ramping-arrival-rate", exec: "captures", startRate: 1000, timeUnit: "1s", preAllocatedVUs: 1000, maxVUs: 8000,
      stages: [{ target: 10000, duration: "5m" }, { target: 20000, duration: "5m" }, { target: 20000, duration: "5m" }, { target: 0, duration: "1m" }],
    },
  },
};
