UNWIND $rows AS row
MATCH (l:Lead {@id: row.lead})
MATCH (i:Identifier {@id: row.other})
MERGE (l)-[:HAS]->(i)
