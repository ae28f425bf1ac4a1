UNWIND $rows AS row
MERGE (n:Line {@id: row.id})
SET n.kind = row.kind
