UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})-[:HAS]->(i:Identifier)
WHERE i.id <> row.phone AND i.id <> row.email AND i.id <> row.address AND i.id <> row.ip
RETURN l.id AS lead, i.id AS other
