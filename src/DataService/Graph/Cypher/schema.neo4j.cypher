CREATE CONSTRAINT lead_id IF NOT EXISTS FOR (n:Lead) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT identifier_id IF NOT EXISTS FOR (n:Identifier) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT line_id IF NOT EXISTS FOR (n:Line) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT agent_id IF NOT EXISTS FOR (n:Agent) REQUIRE n.id IS UNIQUE;
CREATE INDEX lead_at IF NOT EXISTS FOR (n:Lead) ON (n.at);
CREATE INDEX lead_referred_by IF NOT EXISTS FOR (n:Lead) ON (n.referredBy);
CREATE INDEX lead_line_state IF NOT EXISTS FOR (n:Lead) ON (n.line, n.state);
CREATE INDEX identifier_degree IF NOT EXISTS FOR (n:Identifier) ON (n.degree);
