MATCH (l:Lead)-[:HANDLED_BY]->(a:Agent)
WHERE l.line = $line AND l.state = $state AND (l.outcome = 'bound' OR l.outcome = 'lost')
WITH a.id AS id, count(l) AS decided, sum(CASE WHEN l.outcome = 'bound' THEN 1 ELSE 0 END) AS bound
RETURN id, decided, bound
ORDER BY bound DESC, decided, id
LIMIT 50
