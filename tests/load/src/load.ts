import type { Options } from "k6/options";
import { targets } from "./targets.ts";
export { mixed, reads, visits } from "./scenarios.ts";
export { handleSummary } from "./summary.ts";

/** Ramps to what the platform is built for: 10,000 requests a second, 8,000 of them captures. */
export const options: Options = {
  thresholds: targets,
  scenarios: {
    capture: {
      executor: "ramping-arrival-rate", exec: "mixed", startRate: 100, timeUnit: "1s", preAllocatedVUs: 500, maxVUs: 4000,
      stages: [{ target: 1000, duration: "2m" }, { target: 4000, duration: "4m" }, { target: 8000, duration: "6m" }, { target: 8000, duration: "10m" }, { target: 0, duration: "1m" }],
    },
    read: {
      executor: "ramping-arrival-rate", exec: "reads", startRate: 10, timeUnit: "1s", preAllocatedVUs: 200, maxVUs: 1000,
      stages: [{ target: 2000, duration: "12m" }, { target: 2000, duration: "10m" }, { target: 0, duration: "1m" }],
    },
    console: { executor: "constant-vus", exec: "visits", vus: 20, duration: "23m" },
  },
};
