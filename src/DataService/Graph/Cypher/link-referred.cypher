UNWIND $rows AS row
MATCH (l:Lead {referredBy: row.id})
MATCH (r:Lead {@id: row.id})
MERGE (r)-[:REFERRED]->(l)
