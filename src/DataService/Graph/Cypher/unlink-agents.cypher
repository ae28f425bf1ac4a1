UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})-[h:HANDLED_BY]->(a:Agent)
WHERE a.id <> row.agent
DELETE h
