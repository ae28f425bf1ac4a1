MATCH (l:Lead {@id: $id})-[:HAS]->(i:Identifier)<-[:HAS]-(o:Lead)
WHERE i.kind IN ['phone', 'email'] AND i.degree > 10 AND i.degree <= 50 AND o.id <> l.id
RETURN DISTINCT o.id AS id
ORDER BY id
