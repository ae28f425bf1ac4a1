import type { Options } from "k6/options";
import { targets } from "./targets.ts";
export { mixed, visits } from "./scenarios.ts";
export { handleSummary } from "./summary.ts";

/** Two hours at a fifth of the load: what leaks shows. */
export const options: Options = {
  thresholds: targets,
  scenarios: {
    capture: { executor: "constant-arrival-rate", exec: "mixed", rate: 2000, timeUnit: "1s", duration: "2h", preAllocatedVUs: 300, maxVUs: 2000 },
    console: { executor: "constant-vus", exec: "visits", vus: 5, duration: "2h" },
  },
};
