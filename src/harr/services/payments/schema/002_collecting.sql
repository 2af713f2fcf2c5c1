CREATE TABLE IF NOT EXISTS payments_account (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'degraded', 'disabled')),
  provider TEXT NOT NULL,
  entity BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

-- `token` is the provider's own name of the method, once it is attached; `account` the account at the provider.
CREATE TABLE IF NOT EXISTS payments_method (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'expiring', 'expired', 'detached')),
  customer BIGINT NOT NULL,
  type TEXT NOT NULL,
  provider TEXT NOT NULL,
  account BIGINT,
  token TEXT,
  asked BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS payments_method_customer ON payments_method (tenant, customer, id);

CREATE TABLE IF NOT EXISTS payments_setup (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL
    CHECK (status IN ('requires_payment_method', 'requires_action', 'processing', 'succeeded', 'canceled')),
  customer BIGINT NOT NULL,
  type TEXT NOT NULL,
  provider TEXT NOT NULL,
  account BIGINT,
  payment_method BIGINT,
  asked BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

-- One try to move money at one provider, under a key that is kept before it is sent. `captured` and `fee` are what the
-- provider has said so far, `bookings` how often money of it was booked, `due` what was due when it began.
CREATE TABLE IF NOT EXISTS payments_attempt (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('created', 'sent', 'unknown', 'requires_action', 'authorized', 'succeeded',
    'failed', 'canceled', 'returned')),
  payment BIGINT NOT NULL,
  number BIGINT NOT NULL,
  key TEXT NOT NULL,
  payment_method BIGINT NOT NULL,
  provider TEXT NOT NULL,
  account BIGINT,
  reference TEXT,
  currency TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  due BIGINT CHECK (due >= amount),
  captured BIGINT NOT NULL CHECK (captured BETWEEN 0 AND amount),
  fee BIGINT NOT NULL CHECK (fee >= 0),
  bookings BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  sent_at BIGINT,
  answered_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, payment, number),
  UNIQUE (tenant, key),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS payments_attempt_reference ON payments_attempt (tenant, provider, reference);

-- The attempt that is under way for an invoice: there is one, or none. The row is never deleted: two that begin at once
-- meet on it, also where one is over before the other looks.
CREATE TABLE IF NOT EXISTS payments_live (
  tenant BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  attempt BIGINT,
  PRIMARY KEY (tenant, invoice)
);

CREATE INDEX IF NOT EXISTS payments_live_attempt ON payments_live (tenant, attempt);

-- How an invoice is collected by itself: the payment it is tried with, how often that failed, and since when.
CREATE TABLE IF NOT EXISTS payments_collection (
  tenant BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  payment BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('trying', 'waiting', 'ended')),
  failures BIGINT NOT NULL,
  first_failed_at BIGINT,
  ended_because TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (tenant, invoice)
);

CREATE INDEX IF NOT EXISTS payments_collection_payment ON payments_collection (tenant, payment);

-- A refund that a provider carries out.
CREATE TABLE IF NOT EXISTS payments_refund_sent (
  tenant BIGINT NOT NULL,
  refund BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  key TEXT NOT NULL,
  reference TEXT,
  asked BIGINT NOT NULL,
  PRIMARY KEY (tenant, refund),
  UNIQUE (tenant, key)
);

-- `held` is what the bank holds until it decides, `lost` what it kept, `taken` what of that is due again or was here.
CREATE TABLE IF NOT EXISTS payments_dispute (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('warning', 'needs_response', 'under_review', 'won', 'lost', 'prevented')),
  payment BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  provider TEXT NOT NULL,
  reference TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  fee_amount BIGINT NOT NULL CHECK (fee_amount >= 0),
  opened BIGINT NOT NULL CHECK (opened IN (0, 1)),
  held BIGINT NOT NULL CHECK (held BETWEEN 0 AND amount),
  taken BIGINT NOT NULL CHECK (taken BETWEEN 0 AND amount),
  lost BIGINT NOT NULL CHECK (lost BETWEEN 0 AND amount),
  evidence_due_at BIGINT,
  credit_note BIGINT,
  asked BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, provider, reference),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS payments_dispute_payment ON payments_dispute (tenant, payment);

-- What a provider told, as it came; under the account it came to and its own id.
CREATE TABLE IF NOT EXISTS payments_inbound (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('received', 'processed', 'ignored', 'failed')),
  provider TEXT NOT NULL,
  account BIGINT NOT NULL,
  provider_event TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  raw TEXT NOT NULL,
  effect TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, provider, account, provider_event)
);
