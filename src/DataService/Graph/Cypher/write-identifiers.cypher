UNWIND $rows AS row
MERGE (i:Identifier {@id: row.id})
SET i.kind = row.kind
