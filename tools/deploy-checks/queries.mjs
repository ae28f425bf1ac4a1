// Reads [{ "where", "language": "promql" | "logql", "query" }, …] from standard input, parses each, and writes
// [{ "where", "error": text or null, "metrics": [names] }, …].
import { parser as promql } from "@prometheus-io/lezer-promql";
import { parser as logql } from "@grafana/lezer-logql";
import { readFileSync } from "node:fs";

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ where, language, query }) => {
  const metrics = new Set();
  let error = query.trim() === "" ? "the query is empty" : null;
  (language === "logql" ? logql : promql).parse(query).iterate({
    enter(node) {
      if (node.type.isError) error ??= `does not parse at '${query.slice(node.from, node.from + 30)}'`;
      if (language === "promql" && node.name === "Identifier" && node.node.parent?.name === "VectorSelector") metrics.add(query.slice(node.from, node.to));
    },
  });
  return { where, error, metrics: [...metrics] };
});
console.log(JSON.stringify(answers));
