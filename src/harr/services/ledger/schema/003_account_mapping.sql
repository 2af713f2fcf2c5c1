-- What an account is called in the accountant's own books; '' where a condition is not made.
CREATE TABLE IF NOT EXISTS ledger_account_mapping (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  entity BIGINT NOT NULL,
  code TEXT NOT NULL,
  product TEXT NOT NULL,
  jurisdiction TEXT NOT NULL,
  provider TEXT NOT NULL,
  gl_code TEXT NOT NULL,
  gl_name TEXT,
  tax_code TEXT,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, entity, code, product, jurisdiction, provider, valid_from),
  UNIQUE (tenant, app, external_id)
);
