UNWIND $rows AS row
MATCH (l:Lead {@id: row.lead})
MATCH (a:Agent {@id: row.other})
MERGE (l)-[:HANDLED_BY]->(a)
