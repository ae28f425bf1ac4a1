UNWIND $rows AS row
MATCH (l:Lead {@id: row.lead})
MATCH (s:Source {@id: row.other})
MERGE (l)-[:CAME_FROM]->(s)
