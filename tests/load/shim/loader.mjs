// Gives scripts under Node what k6 has built in: its modules, __ENV and open().
import { readFileSync } from "node:fs";
import { register } from "node:module";

globalThis.__ENV = process.env;
globalThis.open = path => readFileSync(path, "utf8");
register("data:text/javascript," + encodeURIComponent(`
const modules = { "k6": "k6", "k6/http": "http", "k6/execution": "execution", "k6/data": "data" };
export function resolve(specifier, context, next) {
  if (specifier in modules) return next(new URL("../shim/" + modules[specifier] + ".js", context.parentURL).href, context);
  return next(specifier, context);
}`));
