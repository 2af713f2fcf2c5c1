CREATE TABLE IF NOT EXISTS catalog_product (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')),
  code TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE TABLE IF NOT EXISTS catalog_price (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  product BIGINT NOT NULL,
  code TEXT,
  model TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('one_time', 'recurring', 'usage')),
  meter BIGINT,
  currency TEXT NOT NULL,
  used BIGINT NOT NULL CHECK (used IN (0, 1)),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS catalog_price_product ON catalog_price (tenant, product, id);

-- Which code is whose: a code names one active thing of its kind, and is free again when that is archived.
CREATE TABLE IF NOT EXISTS catalog_code (
  tenant BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('product', 'price')),
  code TEXT NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (tenant, kind, code)
);
