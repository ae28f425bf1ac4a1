MATCH (l:Lead)-[:CAME_FROM]->(s:Source)
WHERE l.at >= $since
WITH s.id AS id, l.person AS person, count(l) AS perPerson,
  sum(CASE WHEN l.outcome = 'bound' OR l.outcome = 'lost' THEN 1 ELSE 0 END) AS decidedOfPerson, sum(CASE WHEN l.outcome = 'bound' THEN 1 ELSE 0 END) AS boundOfPerson
RETURN id, sum(perPerson) AS leads, count(person) AS people, sum(decidedOfPerson) AS decided, sum(boundOfPerson) AS bound
ORDER BY id
