UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})-[:HAS]->(i:Identifier)<-[:HAS]-(o:Lead)
WHERE i.kind <> 'ip' AND i.degree <= 10 AND o.id <> l.id
RETURN DISTINCT o.id AS id
ORDER BY id
