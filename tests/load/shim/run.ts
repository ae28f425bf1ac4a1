// node run.js SCRIPT: runs a few iterations of each scenario of a k6 script in Node, one after the other. It shows that the scripts work against a platform, not how
// fast that platform is: failed requests and checks fail the run, durations don't. Environment as with k6: URL, SOURCE_KEY, LEADS, OUT, SCENARIO; ITERATIONS (5).
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { metrics, summary } from "./metrics.js";
import { state } from "./state.js";

const iterations = Number(process.env["ITERATIONS"] ?? 5);
const script = await import(pathToFileURL(resolve(process.argv[2]!)).href);
for (const [name, scenario] of Object.entries<{ exec: string }>(script.options.scenarios)) {
  for (let i = 0; i < iterations; i++) {
    state.iteration = i;
    script[scenario.exec]();
  }
  console.log(`${name}: ${iterations} iterations of ${scenario.exec}`);
}

const data = summary(script.options.thresholds);
for (const [path, content] of Object.entries<string>(script.handleSummary(data))) {
  if (path === "stdout") {
    process.stdout.write(content);
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
const missed = Object.values(data.metrics).some(metric => Object.values(metric.thresholds ?? {}).some(threshold => !threshold.ok));
console.log(`${metrics.requests} requests`);
process.exit(missed || metrics.requests === 0 ? 99 : 0);
