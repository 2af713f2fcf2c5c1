-- `amount_allocated` is what pays invoices (payments_allocation), went to the customer's balance (`amount_to_balance`)
-- or was so little too much that it is let go (`amount_difference`). Unallocated money lies in 2020, under `holder` (the
-- customer, where one was known when it came); what of it is owed back (`amount_owed_back`) lies in 2300.
-- `amount_returned` is what went back without a credit note, `amount_refunded` all that went back or is about to;
-- `amount_taken_back` is what the bank took: a debit that came back, a dispute that was lost.
CREATE TABLE IF NOT EXISTS payments_payment (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action',
    'processing', 'requires_capture', 'succeeded', 'returned', 'canceled')),
  customer BIGINT,
  entity BIGINT NOT NULL,
  invoice BIGINT,
  currency TEXT NOT NULL,
  payment_method BIGINT,
  provider TEXT,
  method_type TEXT,
  capture TEXT NOT NULL CHECK (capture IN ('automatic', 'manual')),
  received_on TEXT,
  reference TEXT,
  holder TEXT,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  amount_received BIGINT NOT NULL CHECK (amount_received BETWEEN 0 AND 9007199254740991),
  amount_refunded BIGINT NOT NULL CHECK (amount_refunded BETWEEN 0 AND 9007199254740991),
  amount_returned BIGINT NOT NULL CHECK (amount_returned BETWEEN 0 AND 9007199254740991),
  amount_taken_back BIGINT NOT NULL CHECK (amount_taken_back BETWEEN 0 AND 9007199254740991),
  amount_allocated BIGINT NOT NULL CHECK (amount_allocated BETWEEN 0 AND 9007199254740991),
  amount_unallocated BIGINT NOT NULL CHECK (amount_unallocated BETWEEN 0 AND 9007199254740991),
  amount_owed_back BIGINT NOT NULL CHECK (amount_owed_back BETWEEN 0 AND 9007199254740991),
  amount_to_balance BIGINT NOT NULL CHECK (amount_to_balance BETWEEN 0 AND 9007199254740991),
  amount_difference BIGINT NOT NULL CHECK (amount_difference BETWEEN 0 AND 9007199254740991),
  fee_amount BIGINT CHECK (fee_amount BETWEEN 0 AND 9007199254740991),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  CHECK (amount_received - amount_returned - amount_taken_back = amount_allocated + amount_unallocated),
  CHECK (amount_to_balance + amount_difference <= amount_allocated),
  CHECK (amount_owed_back <= amount_unallocated),
  CHECK (amount_returned <= amount_refunded),
  CHECK (amount_refunded <= amount_received),
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS payments_payment_customer ON payments_payment (tenant, customer);

CREATE INDEX IF NOT EXISTS payments_payment_invoice ON payments_payment (tenant, invoice);

-- What of a payment pays an invoice. `steps` counts how often it was changed: the number at the end of the next cause.
CREATE TABLE IF NOT EXISTS payments_allocation (
  tenant BIGINT NOT NULL,
  payment BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  steps BIGINT NOT NULL,
  PRIMARY KEY (tenant, payment, invoice)
);

CREATE INDEX IF NOT EXISTS payments_allocation_invoice ON payments_allocation (tenant, invoice);

CREATE TABLE IF NOT EXISTS payments_refund (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('pending', 'requires_action', 'succeeded', 'failed', 'canceled')),
  payment BIGINT NOT NULL,
  credit_note BIGINT,
  currency TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('original', 'bank_transfer', 'balance')),
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS payments_refund_payment ON payments_refund (tenant, payment);

CREATE INDEX IF NOT EXISTS payments_refund_credit_note ON payments_refund (tenant, credit_note);

-- How much of what a credit note owes has been paid back: the row that two refunds at once meet on.
CREATE TABLE IF NOT EXISTS payments_paid_back (
  tenant BIGINT NOT NULL,
  credit_note BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  PRIMARY KEY (tenant, credit_note)
);
