UNWIND $rows AS row
MATCH (l:Lead {@id: row.lead})
MATCH (r:Lead {@id: row.other})
MERGE (r)-[:REFERRED]->(l)
