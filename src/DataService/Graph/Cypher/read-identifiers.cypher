UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})-[:HAS]->(i:Identifier)
RETURN l.id AS lead, i.id AS identifier, i.degree AS degree
