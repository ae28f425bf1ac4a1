import type { Options } from "k6/options";
import { targets } from "./targets.ts";
export { captures } from "./scenarios.ts";
export { handleSummary } from "./summary.ts";

/** From quiet to full within ten seconds, as when a campaign goes on air, twice. */
export const options: Options = {
  thresholds: targets,
  scenarios: {
    capture: {
      executor: "ramping-arrival-rate", exec: "captures", startRate: 50, timeUnit: "1s", preAllocatedVUs: 1000, maxVUs: 4000,
      stages: [
        { target: 50, duration: "1m" }, { target: 8000, duration: "10s" }, { target: 8000, duration: "2m" }, { target: 50, duration: "10s" },
        { target: 50, duration: "2m" }, { target: 8000, duration: "10s" }, { target: 8000, duration: "2m" }, { target: 50, duration: "10s" },
      ],
    },
  },
};
