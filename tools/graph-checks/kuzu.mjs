// Runs openCypher statements in kuzu, a graph database in this process: a line of JSON in, a line of JSON out, in their order.
//   {"statement": "…", "parameters": {…}}  →  {"fields": […], "values": [[…]]}  or  {"error": "…"}
import { createInterface } from 'node:readline';
import kuzu from 'kuzu';

const schema = [
  'CREATE NODE TABLE Lead(id STRING, at INT64, line STRING, state STRING, person STRING, source STRING, referredBy STRING, agent STRING, outcome STRING, PRIMARY KEY(id))',
  'CREATE NODE TABLE Identifier(id STRING, kind STRING, degree INT64, PRIMARY KEY(id))',
  ...['Source', 'Line', 'Agent'].map((label) => `CREATE NODE TABLE ${label}(id STRING, kind STRING, PRIMARY KEY(id))`),
  'CREATE REL TABLE HAS(FROM Lead TO Identifier)',
  'CREATE REL TABLE CAME_FROM(FROM Lead TO Source)',
  'CREATE REL TABLE INTERESTED_IN(FROM Lead TO Line)',
  'CREATE REL TABLE HANDLED_BY(FROM Lead TO Agent)',
  'CREATE REL TABLE REFERRED(FROM Lead TO Lead)',
];

const connection = new kuzu.Connection(new kuzu.Database(':memory:'));
for (const statement of schema) await connection.query(statement);

async function run({ statement, parameters }) {
  const prepared = await connection.prepare(statement);
  if (!prepared.isSuccess()) throw new Error(prepared.getErrorMessage());
  const result = await connection.execute(prepared, parameters);
  const fields = await result.getColumnNames();
  const rows = await result.getAll();
  return { fields, values: rows.map((row) => fields.map((field) => row[field])) };
}

const number = (_, value) => (typeof value === 'bigint' ? Number(value) : value);
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await run(JSON.parse(line)).catch((error) => ({ error: error.message }));
  process.stdout.write(`${JSON.stringify(answer, number)}\n`);
}
