UNWIND $rows AS row
MATCH (l:Lead {@id: row.id})
RETURN l.id AS id, l.line AS line, l.state AS state, l.person AS person, l.source AS source, l.referredBy AS referredBy, l.agent AS agent, l.outcome AS outcome
