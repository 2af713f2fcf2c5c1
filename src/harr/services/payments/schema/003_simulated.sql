-- What the simulated provider knows: methods, charges, refunds and disputes, each under the provider's own reference.
-- It is another's truth, which lies here only so that a provider comes with the house.
CREATE TABLE IF NOT EXISTS payments_simulated (
  tenant BIGINT NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('method', 'charge', 'refund', 'dispute')),
  parent TEXT,
  key TEXT NOT NULL,
  status TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, reference)
);

CREATE INDEX IF NOT EXISTS payments_simulated_parent ON payments_simulated (tenant, parent);

-- Every key that it was asked under, and what it is about: the same key is the same question.
CREATE TABLE IF NOT EXISTS payments_simulated_key (
  tenant BIGINT NOT NULL,
  key TEXT NOT NULL,
  reference TEXT,
  asked BIGINT NOT NULL,
  PRIMARY KEY (tenant, key)
);
