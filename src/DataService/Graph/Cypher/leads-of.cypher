MATCH (i:Identifier {@id: $id})<-[:HAS]-(l:Lead)
RETURN l.id AS id
ORDER BY id
LIMIT 50
