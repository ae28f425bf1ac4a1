UNWIND $rows AS row
MATCH (l:Lead {@id: row.lead})-[h:HAS]->(i:Identifier {@id: row.other})
DELETE h
