UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})
DETACH DELETE l
