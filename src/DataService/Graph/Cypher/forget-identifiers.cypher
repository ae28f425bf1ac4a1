UNWIND $rows AS row
MATCH (i:Identifier {@id: row.id})
WHERE i.degree = 0
DETACH DELETE i
