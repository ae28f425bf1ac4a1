// Neo4j's own analyser on statements: a JSON list of {"name", "statement"} in, one problem a line out; silent where there is none. Warnings count.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { lintCypherQuery } = createRequire(import.meta.url)('@neo4j-cypher/language-support');
const vocabulary = JSON.parse(process.argv[2]);

for (const { name, statement } of JSON.parse(readFileSync(0, 'utf8')))
  for (const defaultLanguage of ['CYPHER 5', 'CYPHER 25']) {
    const { diagnostics } = lintCypherQuery(statement, { ...vocabulary, defaultLanguage });
    for (const problem of diagnostics) console.log(`${name} (${defaultLanguage}): ${problem.message}`);
  }
