UNWIND $rows AS row
MATCH (i:Identifier {@id: row.id})
OPTIONAL MATCH (i)<-[h:HAS]-(l:Lead)
WITH i, count(h) AS degree
SET i.degree = degree
