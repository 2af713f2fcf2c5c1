-- Goodwill put on or taken off a customer's balance: the document behind a posting of 4820 and 2010.
CREATE TABLE IF NOT EXISTS credits_balance_adjustment (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('posted')),
  customer BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  currency TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('credit', 'debit')),
  reverses BIGINT,
  reversed_by BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS credits_balance_adjustment_customer ON credits_balance_adjustment (tenant, customer, id);
