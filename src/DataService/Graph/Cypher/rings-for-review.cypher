MATCH (i:Identifier)<-[:HAS]-(l:Lead)
WHERE i.kind IN ['phone', 'email'] AND i.degree > 50 AND i.id < $afterId
RETURN i.id AS id, min(l.at) AS firstAt, max(l.at) AS lastAt
ORDER BY id DESC
LIMIT 200
