/** A summary of a run: JSON for machines, HTML for people, and the lines that matter on the terminal. */
export function handleSummary(data: Summary): Record<string, string> {
  const folder = __ENV["OUT"] ?? "artifacts/k6";
  const name = __ENV["SCENARIO"] ?? "run";
  return {
    [`${folder}/${name}.json`]: JSON.stringify(data, null, 2),
    [`${folder}/${name}.html`]: html(name, data),
    stdout: text(data),
  };
}

interface Summary {
  metrics: Record<string, { values: Record<string, number>; thresholds?: Record<string, { ok: boolean }> }>;
}

const rows = (data: Summary) =>
  Object.entries(data.metrics)
    .filter(([, metric]) => metric.thresholds)
    .flatMap(([name, metric]) => Object.entries(metric.thresholds!).map(([threshold, { ok }]) => ({ name, threshold, ok, values: shown(metric.values) })));

const shown = (values: Record<string, number>) =>
  ["rate", "p(95)", "p(99)", "max", "count"].filter(key => key in values).map(key => `${key}=${Number(values[key]!.toPrecision(4))}`).join(" ");

const text = (data: Summary) => rows(data).map(row => `${row.ok ? "held  " : "MISSED"}  ${row.name} ${row.threshold}  ${row.values}\n`).join("");

const escape = (value: string) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const html = (name: string, data: Summary) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escape(name)}</title>
<style>body{font:16px/1.5 system-ui;margin:2rem;max-width:70rem}td,th{padding:.3rem 1rem;text-align:left;border-bottom:1px solid #ddd}.missed{background:#fdd}</style>
<h1>${escape(name)}</h1>
<table><tr><th>metric</th><th>target</th><th>held</th><th>measured</th></tr>
${rows(data).map(row => `<tr${row.ok ? "" : ' class="missed"'}><td>${escape(row.name)}</td><td>${escape(row.threshold)}</td><td>${row.ok ? "yes" : "no"}</td><td>${escape(row.values)}</td></tr>`).join("\n")}
</table></html>
`;
