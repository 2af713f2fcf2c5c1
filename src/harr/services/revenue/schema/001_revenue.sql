-- How the revenue of an invoice line is earned. `id` is the line's. All amounts are caches of the journal.
CREATE TABLE IF NOT EXISTS revenue_schedule (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  status TEXT NOT NULL CHECK (status IN ('planned', 'running', 'complete', 'reversed')),
  entity BIGINT NOT NULL,
  customer BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  product BIGINT,
  currency TEXT NOT NULL,
  code TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('day', 'month', 'point_in_time')),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  booked_on TEXT NOT NULL,
  not_before TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  recognized_amount BIGINT NOT NULL CHECK (recognized_amount BETWEEN 0 AND 9007199254740991),
  recognized_back BIGINT NOT NULL CHECK (recognized_back BETWEEN 0 AND 9007199254740991),
  deferred_amount BIGINT NOT NULL CHECK (deferred_amount BETWEEN 0 AND 9007199254740991),
  deferred_back BIGINT NOT NULL CHECK (deferred_back BETWEEN 0 AND 9007199254740991),
  spread_from TEXT NOT NULL,
  spread_amount BIGINT NOT NULL CHECK (spread_amount BETWEEN 0 AND 9007199254740991),
  recognized_through TEXT,
  due_on TEXT,
  functional_amount BIGINT CHECK (functional_amount BETWEEN 0 AND 9007199254740991),
  functional_currency TEXT,
  exchange_rate BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  CHECK (starts_on < ends_on),
  CHECK (amount = recognized_amount + deferred_amount + deferred_back),
  CHECK (recognized_back <= recognized_amount),
  CHECK ((due_on IS NULL) = (deferred_amount = 0))
);

CREATE INDEX IF NOT EXISTS revenue_schedule_due ON revenue_schedule (tenant, entity, due_on, id);

CREATE INDEX IF NOT EXISTS revenue_schedule_invoice ON revenue_schedule (tenant, invoice, id);

-- What became of a line's deferred revenue, in its order: earned (`recognised`), taken off 2100 (`credited`), and
-- what a credit note took back of revenue (`returned`). `source` is the document; what is earned has its transaction.
CREATE TABLE IF NOT EXISTS revenue_movement (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  schedule BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('recognised', 'credited', 'returned')),
  effective_on TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  transaction_id BIGINT,
  source TEXT,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS revenue_movement_schedule ON revenue_movement (tenant, schedule, id);

CREATE INDEX IF NOT EXISTS revenue_movement_source ON revenue_movement (tenant, source);

-- Usage that was served and is not invoiced (1110): what was accrued, and what of it the books still hold. `line` is
-- the invoice line that took it off; while there is none, the usage waits for its invoice.
CREATE TABLE IF NOT EXISTS revenue_accrual (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  entity BIGINT NOT NULL,
  customer BIGINT NOT NULL,
  subscription_item BIGINT,
  meter BIGINT,
  product BIGINT,
  currency TEXT NOT NULL,
  code TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  booked_on TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  held_amount BIGINT NOT NULL CHECK (held_amount BETWEEN -9007199254740991 AND 9007199254740991),
  line BIGINT,
  cause TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, cause),
  CHECK (starts_on < ends_on),
  CHECK (held_amount = CASE WHEN line IS NULL THEN amount ELSE 0 END)
);

CREATE INDEX IF NOT EXISTS revenue_accrual_customer ON revenue_accrual (tenant, customer, line);

CREATE INDEX IF NOT EXISTS revenue_accrual_line ON revenue_accrual (tenant, line);
