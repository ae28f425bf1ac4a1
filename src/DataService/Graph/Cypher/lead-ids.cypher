MATCH (l:Lead)
WHERE l.id > $after
RETURN l.id AS id
ORDER BY id
LIMIT 5000
