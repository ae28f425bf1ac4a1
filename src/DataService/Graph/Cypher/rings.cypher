MATCH (i:Identifier)<-[:HAS]-(l:Lead)
WHERE i.kind IN ['phone', 'email'] AND i.degree >= $minLeads AND i.degree <= 50
WITH i.id AS id, l.person AS person, count(l) AS perPerson, min(l.at) AS firstOfPerson, max(l.at) AS lastOfPerson
WITH id, sum(perPerson) AS leads, count(person) AS people, min(firstOfPerson) AS firstAt, max(lastOfPerson) AS lastAt
WHERE people >= 3 AND (leads < $afterLeads OR (leads = $afterLeads AND id < $afterId))
RETURN id, leads, people, firstAt, lastAt
ORDER BY leads DESC, id DESC
LIMIT 200
