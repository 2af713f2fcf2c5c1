-- Which question a request waits for: one that is sent again under its key meanwhile is told to wait too.
CREATE TABLE IF NOT EXISTS engine_asking (
  tenant BIGINT NOT NULL,
  app BIGINT NOT NULL,
  key TEXT NOT NULL,
  ask TEXT NOT NULL,
  PRIMARY KEY (tenant, app, key)
);
