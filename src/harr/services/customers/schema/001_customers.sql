-- What rules and lists go by. Whoever is meant by it stands in customers_person alone.
CREATE TABLE IF NOT EXISTS customers_customer (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived', 'redacted')),
  kind TEXT,
  currency TEXT,
  currency_fixed_at BIGINT,
  entity BIGINT,
  payer BIGINT,
  billing_group BIGINT,
  default_payment_method BIGINT,
  dunning_campaign BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS customers_customer_payer ON customers_customer (tenant, payer);

-- All data of persons, one row for each thing that names one: a customer, a tax id. Erasing goes by `customer`.
CREATE TABLE IF NOT EXISTS customers_person (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  customer BIGINT NOT NULL,
  email TEXT,
  tax_id_type TEXT,
  tax_id TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, customer, tax_id_type, tax_id)
);

CREATE INDEX IF NOT EXISTS customers_person_email ON customers_person (tenant, email);

CREATE TABLE IF NOT EXISTS customers_tax_id (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  customer BIGINT NOT NULL,
  type TEXT NOT NULL,
  country TEXT,
  status TEXT NOT NULL CHECK (status IN ('pending', 'verified', 'unverified', 'unavailable')),
  valid_format BIGINT NOT NULL CHECK (valid_format IN (0, 1)),
  verified_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS customers_tax_id_customer ON customers_tax_id (tenant, customer, id);
