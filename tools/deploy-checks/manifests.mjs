// usage: manifests.mjs [--schemas DIR] FILE…   Checks manifests: what Kubernetes has itself by kubernetes-models, custom resources by the JSON schemas in DIR
// ({group}/{kind}_{version}.json). One line for each fault; "unknown: …" for each kind of which nothing is known.
import { readFileSync, existsSync } from "node:fs";
import Ajv from "ajv";
import { parseAllDocuments } from "yaml";

const args = process.argv.slice(2);
const schemas = args[0] === "--schemas" ? args.splice(0, 2)[1] : undefined;
// The schemas' patterns are Go's, where (?i) may stand inside.
const goRegExp = (pattern, flags) => new RegExp(pattern.replace("(?i)", ""), pattern.includes("(?i)") ? flags + "i" : flags);
goRegExp.code = "new RegExp";
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, code: { regExp: goRegExp } });
const validators = new Map();
const faults = [], unknown = new Set();

for (const file of args)
  for (const document of parseAllDocuments(readFileSync(file, "utf8"))) {
    const manifest = document.toJS();
    if (manifest) await check(manifest, `${manifest.kind}/${manifest.metadata?.name}`);
  }
for (const line of [...faults, ...[...unknown].sort().map(kind => `unknown: ${kind}`)]) console.log(line);

async function check(manifest, name) {
  const { apiVersion, kind } = manifest;
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  if (!group.includes(".") || group.endsWith(".k8s.io") && !["gateway.networking.k8s.io", "autoscaling.k8s.io"].includes(group))
    return checkCore(manifest, name);

  const path = `${schemas}/${group}/${kind.toLowerCase()}_${version}.json`;
  if (!schemas || !existsSync(path)) return unknown.add(`${apiVersion} ${kind}`);
  if (!validators.has(path)) validators.set(path, ajv.compile(JSON.parse(readFileSync(path, "utf8"))));
  const validate = validators.get(path);
  if (!validate(manifest)) for (const error of validate.errors) faults.push(`${name}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

async function checkCore(manifest, name) {
  const module = await import(`kubernetes-models/${manifest.apiVersion}/${manifest.kind}`);
  const Kind = (module.default ?? module)[manifest.kind];
  try {
    new Kind(manifest).validate();
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
  }
}
