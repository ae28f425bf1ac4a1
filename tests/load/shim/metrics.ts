/** What the requests and checks of a run came to. */
export const metrics = { requests: 0, failed: 0, checks: 0, passed: 0, durations: new Map<string, number[]>() };

export function record(kind: string, milliseconds: number, failed: boolean): void {
  metrics.requests++;
  if (failed) metrics.failed++;
  const known = metrics.durations.get(kind);
  if (known) known.push(milliseconds);
  else metrics.durations.set(kind, [milliseconds]);
}

interface Metric {
  values: Record<string, number>;
  thresholds?: Record<string, { ok: boolean }>;
}

/** The metrics that thresholds name, in the shape k6 gives handleSummary. Durations are not judged: they are those of a shim, on a machine that does other things too. */
export function summary(thresholds: Record<string, string[]>): { metrics: Record<string, Metric> } {
  const result: Record<string, Metric> = {};
  for (const [name, conditions] of Object.entries(thresholds)) {
    const values = valuesOf(name);
    // Of what was never asked there is nothing to tell.
    if (values) result[name] = { values, ...(isDuration(name) ? {} : { thresholds: Object.fromEntries(conditions.map(condition => [condition, { ok: holds(condition, values) }])) }) };
  }
  return { metrics: result };
}

const isDuration = (name: string) => name.startsWith("http_req_duration");

function valuesOf(name: string): Record<string, number> | undefined {
  if (name === "checks") return { rate: metrics.passed / metrics.checks };
  if (name === "http_req_failed") return { rate: metrics.failed / metrics.requests };
  const kind = /^http_req_duration\{kind:(\w+)\}$/.exec(name)?.[1];
  if (!kind) throw new Error(`the shim does not know the metric ${name}`);
  const sorted = metrics.durations.get(kind)?.toSorted((a, b) => a - b);
  return sorted && { "p(95)": sorted[Math.ceil(sorted.length * 0.95) - 1]!, max: sorted.at(-1)!, count: sorted.length };
}

function holds(condition: string, values: Record<string, number>): boolean {
  const [, key, sign, limit] = /^([\w()]+)([<>])([\d.]+)$/.exec(condition) ?? [];
  if (!key || !(key in values)) throw new Error(`the shim does not understand the threshold ${condition}`);
  return sign === "<" ? values[key]! < Number(limit) : values[key]! > Number(limit);
}
