UNWIND $rows AS row
MERGE (l:Lead {@id: row.id})
SET l.at = row.at, l.line = row.line, l.state = row.state, l.person = row.person, l.source = row.source, l.referredBy = row.referredBy, l.agent = row.agent, l.outcome = row.outcome
