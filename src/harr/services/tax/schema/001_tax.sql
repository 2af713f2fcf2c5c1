-- A rate never changes: what a document was taxed by can be read for ever. A new rate follows it.
CREATE TABLE IF NOT EXISTS tax_known_rate (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')),
  entity BIGINT,
  country TEXT NOT NULL,
  state TEXT,
  tax_type TEXT NOT NULL,
  compound_on BIGINT,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS tax_rate_country ON tax_known_rate (tenant, country);

CREATE TABLE IF NOT EXISTS tax_known_registration (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  entity BIGINT NOT NULL,
  country TEXT NOT NULL,
  state TEXT,
  tax_type TEXT NOT NULL,
  number TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS tax_registration_entity ON tax_known_registration (tenant, entity);
