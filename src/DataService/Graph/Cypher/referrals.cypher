MATCH p = (r:Lead)-[:REFERRED*1..10]->(l:Lead {@id: $id})
WHERE r.id <> l.id
RETURN r.id AS id, min(length(p)) AS depth
ORDER BY depth, id
LIMIT 10
