UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})
RETURN l.id AS id
