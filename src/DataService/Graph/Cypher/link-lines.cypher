UNWIND $rows AS row
MATCH (l:Lead {@id: row.lead})
MATCH (n:Line {@id: row.other})
MERGE (l)-[:INTERESTED_IN]->(n)
