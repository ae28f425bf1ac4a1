UNWIND $rows AS row
MERGE (a:Agent {@id: row.id})
SET a.kind = row.kind
