// Walks through what Qdrant's own client does with a server, then prints what lies behind an alias.
// usage: node check.mjs URL KEY ALIAS
import assert from 'node:assert/strict';
import { QdrantClient } from '@qdrant/js-client-rest';

const [url, apiKey, alias] = process.argv.slice(2);
const options = { url, apiKey, checkCompatibility: false };
const client = new QdrantClient(options);
const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000003'];

assert.equal((await client.collectionExists('independent')).exists, false);
await client.createCollection('independent', {
  vectors: { size: 3, distance: 'Cosine', on_disk: true },
  hnsw_config: { m: 16, payload_m: 16 },
  shard_number: 1, replication_factor: 1, write_consistency_factor: 1, on_disk_payload: true,
  quantization_config: { scalar: { type: 'int8', quantile: 0.99, always_ram: true } },
});
await client.createPayloadIndex('independent', { field_name: 'line', field_schema: 'keyword', wait: true });
await client.createPayloadIndex('independent', { field_name: 'received_at', field_schema: { type: 'integer' }, wait: true });
await client.upsert('independent', { wait: true, ordering: 'medium', points: [
  { id: ids[0], vector: [1, 0, 0], payload: { line: 'auto', received_at: 1 } },
  { id: ids[1], vector: [3, 3, 0], payload: { line: 'auto', received_at: 2 } },
  { id: ids[2], vector: [0, 1, 0], payload: { line: 'home', received_at: 3 } },
] });
assert.equal((await client.count('independent', { exact: true })).count, 3);

const all = await client.query('independent', { query: [1, 0.1, 0], limit: 10, with_payload: true, params: { hnsw_ef: 128, quantization: { rescore: true, oversampling: 2 } } });
assert.deepEqual(all.points.map(point => point.id), ids);
assert.equal(all.points[0].payload.line, 'auto');
assert.ok(Math.abs(all.points[0].score - 1 / Math.hypot(1, 0.1)) < 1e-5);

const found = async filter => (await client.query('independent', { query: [1, 0, 0], limit: 10, filter })).points.map(point => point.id);
assert.deepEqual(await found({ must: [{ key: 'line', match: { value: 'home' } }] }), [ids[2]]);
assert.deepEqual(await found({ must: [{ key: 'line', match: { any: ['auto', 'life'] } }, { key: 'received_at', range: { gte: 2, lt: 3 } }] }), [ids[1]]);
assert.deepEqual(await found({ must: [{ has_id: [ids[0], ids[2]] }] }), [ids[0], ids[2]]);

await client.delete('independent', { wait: true, ordering: 'medium', points: [ids[1]] });
assert.deepEqual((await client.scroll('independent', { limit: 10, with_vector: true })).points.map(point => [point.id, point.vector]), [[ids[0], [1, 0, 0]], [ids[2], [0, 1, 0]]]);

await client.updateCollectionAliases({ actions: [{ create_alias: { collection_name: 'independent', alias_name: 'known-as' } }] });
assert.ok((await client.getAliases()).aliases.some(one => one.alias_name === 'known-as' && one.collection_name === 'independent'));
assert.equal((await client.count('known-as', { exact: true })).count, 2);
await client.updateCollectionAliases({ actions: [{ delete_alias: { alias_name: 'known-as' } }] });

await assert.rejects(() => client.count('known-as', { exact: true }), error => error.status === 404 && /doesn't exist/.test(error.data.status.error));
await assert.rejects(() => client.createCollection('independent', { vectors: { size: 3, distance: 'Cosine' } }), error => error.status === 409);
await assert.rejects(() => new QdrantClient({ ...options, apiKey: 'wrong' }).getCollections(), error => error.status === 401);
await client.deleteCollection('independent');
assert.equal((await client.getCollections()).collections.some(one => one.name === 'independent'), false);

const written = await client.scroll(alias, { limit: 100, with_payload: true, with_vector: true });
console.log(JSON.stringify(written.points));
