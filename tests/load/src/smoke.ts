import type { Options } from "k6/options";
import { targets } from "./targets.ts";
export { captures, reads, visits } from "./scenarios.ts";
export { handleSummary } from "./summary.ts";

/** Half a minute of little: does everything answer, and within the targets? */
export const options: Options = {
  thresholds: targets,
  scenarios: {
    capture: { executor: "constant-arrival-rate", exec: "captures", rate: 20, duration: "30s", preAllocatedVUs: 10, maxVUs: 50 },
    read: { executor: "constant-arrival-rate", exec: "reads", rate: 10, duration: "30s", preAllocatedVUs: 5, maxVUs: 25 },
    console: { executor: "constant-vus", exec: "visits", vus: 1, duration: "30s" },
  },
};
