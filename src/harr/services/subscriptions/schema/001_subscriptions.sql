-- `anchor_on` is the boundary from which every other is counted, `anchor_day` the day to which it returns after a short
-- month, `begins_at` the local time at which periods begin. The civil period and its instants are those that were
-- computed when it opened.
CREATE TABLE IF NOT EXISTS subscriptions_subscription (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('scheduled', 'trialing', 'active', 'incomplete', 'incomplete_expired',
    'past_due', 'unpaid', 'paused', 'canceled')),
  customer BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  plan BIGINT,
  currency TEXT NOT NULL,
  collection TEXT NOT NULL CHECK (collection IN ('charge_automatically', 'send_invoice')),
  payment_method BIGINT,
  billing_group BIGINT,
  timezone TEXT NOT NULL,
  alignment TEXT NOT NULL CHECK (alignment IN ('calendar', 'anniversary')),
  interval_unit TEXT NOT NULL CHECK (interval_unit IN ('day', 'week', 'month', 'year')),
  interval_count BIGINT NOT NULL,
  anchor_on TEXT NOT NULL,
  anchor_day BIGINT NOT NULL,
  begins_at TEXT NOT NULL,
  start_at BIGINT NOT NULL,
  period_start TEXT,
  period_end TEXT,
  period_start_at BIGINT,
  period_end_at BIGINT,
  trial_end BIGINT,
  cancel_at BIGINT,
  canceled_at BIGINT,
  ended_at BIGINT,
  next_invoice_at BIGINT,
  latest_invoice BIGINT,
  pending_change BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id),
  CHECK (period_start_at < period_end_at)
);

CREATE INDEX IF NOT EXISTS subscriptions_subscription_customer ON subscriptions_subscription (tenant, customer, id);

-- What is charged, from when, until when. A change ends an item and begins another only where its price is another.
-- `billed_line` is the line that charged what is now running, and `billed_until` the day up to which it did.
CREATE TABLE IF NOT EXISTS subscriptions_item (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  subscription BIGINT NOT NULL,
  place BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'ended')),
  price BIGINT NOT NULL,
  quantity TEXT,
  starts_on TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ended_on TEXT,
  ended_at BIGINT,
  billed_line BIGINT,
  billed_until TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS subscriptions_item_subscription ON subscriptions_item (tenant, subscription, place, id);

CREATE TABLE IF NOT EXISTS subscriptions_change (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('scheduled', 'awaiting_payment', 'applied', 'canceled', 'expired')),
  subscription BIGINT NOT NULL,
  plan BIGINT,
  invoice BIGINT,
  effective_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS subscriptions_change_subscription ON subscriptions_change (tenant, subscription, id);

-- Invoices of a subscription that were not paid in time: as long as there is one, the subscription is past due.
CREATE TABLE IF NOT EXISTS subscriptions_unpaid (
  tenant BIGINT NOT NULL,
  subscription BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  PRIMARY KEY (tenant, subscription, invoice)
);

-- What a month of a subscription comes to, each time that it became another: a fraction of minor units, not rounded.
CREATE TABLE IF NOT EXISTS subscriptions_movement (
  tenant BIGINT NOT NULL,
  subscription BIGINT NOT NULL,
  number BIGINT NOT NULL,
  customer BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  currency TEXT NOT NULL,
  on_day TEXT NOT NULL,
  at BIGINT NOT NULL,
  numerator TEXT NOT NULL,
  denominator TEXT NOT NULL,
  PRIMARY KEY (tenant, subscription, number)
);

CREATE INDEX IF NOT EXISTS subscriptions_movement_entity ON subscriptions_movement (tenant, entity, on_day);
