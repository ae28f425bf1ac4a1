import { metrics } from "./metrics.js";

/** k6's check: counts what holds, and says what does not. */
export function check<T>(value: T, checks: Record<string, (value: T) => boolean>): boolean {
  let all = true;
  for (const [name, holds] of Object.entries(checks)) {
    metrics.checks++;
    if (holds(value)) metrics.passed++;
    else {
      all = false;
      console.log(`check failed: ${name} (${JSON.stringify(value).slice(0, 300)})`);
    }
  }
  return all;
}
