UNWIND $rows AS row
MATCH (i:Identifier {@id: row.identifier})<-[:HAS]-(o:Lead)
WHERE o.at >= row.since AND (o.at < row.at OR (o.at = row.at AND o.id < row.lead))
RETURN row.lead AS lead, i.kind AS kind, count(o) AS leads
