UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})-[:HAS]->(i:Identifier)
RETURN DISTINCT i.id AS id
ORDER BY id
