CREATE TABLE IF NOT EXISTS catalog_plan (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  code TEXT NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  successor BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, code, number),
  UNIQUE (tenant, app, external_id)
);

-- Which version of a plan its code names: the active one, of which there is at most one.
CREATE TABLE IF NOT EXISTS catalog_plan_code (
  tenant BIGINT NOT NULL,
  code TEXT NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (tenant, code)
);
