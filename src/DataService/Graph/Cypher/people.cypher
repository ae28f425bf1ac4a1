UNWIND $rows AS row
MATCH (i:Identifier {@id: row.identifier})<-[:HAS]-(o:Lead)
WHERE i.degree <= 51 AND o.id <> row.lead
RETURN row.lead AS lead, i.kind AS kind, o.person AS person
