-- What a customer is asked to pay. `amount_due` is guarded here: it is the balance of 1100 for the invoice.
CREATE TABLE IF NOT EXISTS invoices_invoice (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('draft', 'open', 'paid', 'void', 'uncollectible')),
  type TEXT NOT NULL CHECK (type IN ('subscription', 'one_time', 'top_up', 'opening', 'progressive')),
  customer BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  subscription BIGINT,
  billing_group BIGINT,
  currency TEXT NOT NULL,
  number TEXT,
  series BIGINT,
  issued_on TEXT,
  due_on TEXT,
  tax_point_on TEXT,
  payment_status TEXT NOT NULL,
  subtotal BIGINT NOT NULL CHECK (subtotal BETWEEN -9007199254740991 AND 9007199254740991),
  discount_amount BIGINT NOT NULL CHECK (discount_amount BETWEEN -9007199254740991 AND 9007199254740991),
  net_amount BIGINT NOT NULL CHECK (net_amount BETWEEN -9007199254740991 AND 9007199254740991),
  tax_amount BIGINT NOT NULL CHECK (tax_amount BETWEEN -9007199254740991 AND 9007199254740991),
  rounding_amount BIGINT NOT NULL CHECK (rounding_amount BETWEEN -9007199254740991 AND 9007199254740991),
  total BIGINT NOT NULL CHECK (total BETWEEN -9007199254740991 AND 9007199254740991),
  credit_notes_total BIGINT NOT NULL CHECK (credit_notes_total BETWEEN 0 AND 9007199254740991),
  amount_applied BIGINT NOT NULL CHECK (amount_applied BETWEEN 0 AND 9007199254740991),
  amount_paid BIGINT NOT NULL CHECK (amount_paid BETWEEN 0 AND 9007199254740991),
  amount_withheld BIGINT NOT NULL CHECK (amount_withheld BETWEEN 0 AND 9007199254740991),
  amount_credited BIGINT NOT NULL CHECK (amount_credited BETWEEN 0 AND 9007199254740991),
  amount_written_off BIGINT NOT NULL CHECK (amount_written_off BETWEEN 0 AND 9007199254740991),
  amount_due BIGINT NOT NULL CHECK (amount_due BETWEEN 0 AND 9007199254740991),
  amount_given_back BIGINT NOT NULL CHECK (amount_given_back BETWEEN 0 AND 9007199254740991),
  finalizes_at BIGINT,
  sent_at BIGINT,
  finalized_at BIGINT,
  paid_at BIGINT,
  voided_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id),
  CHECK (total = net_amount + tax_amount + rounding_amount),
  CHECK (
    status IN ('draft', 'void')
    OR amount_due = total - amount_applied - amount_paid - amount_withheld - amount_credited - amount_written_off
  ),
  CHECK (status NOT IN ('draft', 'void', 'paid', 'uncollectible') OR amount_due = 0)
);

CREATE INDEX IF NOT EXISTS invoices_invoice_customer ON invoices_invoice (tenant, customer, id);

CREATE INDEX IF NOT EXISTS invoices_invoice_status ON invoices_invoice (tenant, status, due_on);

CREATE INDEX IF NOT EXISTS invoices_invoice_subscription ON invoices_invoice (tenant, subscription);

-- Lines in the order of `place`. What was credited of a line is in the terms of its amount, and of its net amount.
CREATE TABLE IF NOT EXISTS invoices_line (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  place BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  kind TEXT NOT NULL,
  product BIGINT,
  price BIGINT,
  subscription_item BIGINT,
  meter BIGINT,
  corrects BIGINT,
  tax_point_on TEXT,
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  discount_amount BIGINT NOT NULL CHECK (discount_amount BETWEEN -9007199254740991 AND 9007199254740991),
  charged_amount BIGINT NOT NULL CHECK (charged_amount BETWEEN -9007199254740991 AND 9007199254740991),
  net_amount BIGINT NOT NULL CHECK (net_amount BETWEEN -9007199254740991 AND 9007199254740991),
  tax_amount BIGINT NOT NULL CHECK (tax_amount BETWEEN -9007199254740991 AND 9007199254740991),
  credited_amount BIGINT NOT NULL CHECK (credited_amount BETWEEN -9007199254740991 AND 9007199254740991),
  credited_quantity TEXT NOT NULL,
  credited_net_amount BIGINT NOT NULL CHECK (credited_net_amount BETWEEN -9007199254740991 AND 9007199254740991),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  basis TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id),
  CHECK (ABS(credited_amount) <= ABS(charged_amount))
);

CREATE INDEX IF NOT EXISTS invoices_line_invoice ON invoices_line (tenant, invoice, place);

-- What is taxed together on a finalized invoice, and how much of it was credited.
CREATE TABLE IF NOT EXISTS invoices_group (
  tenant BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  place BIGINT NOT NULL,
  category TEXT NOT NULL,
  percentage TEXT NOT NULL,
  jurisdiction TEXT NOT NULL,
  on_tax_of TEXT NOT NULL,
  base_amount BIGINT NOT NULL CHECK (base_amount BETWEEN -9007199254740991 AND 9007199254740991),
  tax_amount BIGINT NOT NULL CHECK (tax_amount BETWEEN -9007199254740991 AND 9007199254740991),
  credited_base_amount BIGINT NOT NULL CHECK (credited_base_amount BETWEEN -9007199254740991 AND 9007199254740991),
  credited_tax_amount BIGINT NOT NULL CHECK (credited_tax_amount BETWEEN -9007199254740991 AND 9007199254740991),
  PRIMARY KEY (tenant, invoice, place),
  CHECK (ABS(credited_base_amount) <= ABS(base_amount)),
  CHECK (ABS(credited_tax_amount) <= ABS(tax_amount))
);

-- What has paid a part of an invoice: a balance, a wallet, a payment, a credit note. What was taken back is below zero.
CREATE TABLE IF NOT EXISTS invoices_applied (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  invoice BIGINT NOT NULL,
  source TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS invoices_applied_invoice ON invoices_applied (tenant, invoice, id);

-- The natural key of what is billed once: a span of a subscription item, the next step of a line that was taken back.
CREATE TABLE IF NOT EXISTS invoices_claim (
  tenant BIGINT NOT NULL,
  cause TEXT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (tenant, cause)
);

-- Where numbers come from. `main` is entity/type on the series that Harr made by itself, and null on others.
CREATE TABLE IF NOT EXISTS invoices_series (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'closed')),
  entity BIGINT NOT NULL,
  document_type TEXT NOT NULL CHECK (document_type IN ('invoice', 'credit_note', 'receipt', 'quote')),
  format TEXT NOT NULL,
  reset TEXT NOT NULL CHECK (reset IN ('never', 'year')),
  starts_at BIGINT NOT NULL,
  main TEXT,
  next_sequence BIGINT NOT NULL,
  year BIGINT NOT NULL,
  last_issued_on TEXT,
  taken BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id),
  UNIQUE (tenant, main),
  UNIQUE (tenant, entity, format)
);

-- Every number with its document, for ever. `place` counts a series without a gap, whatever its numbers look like.
CREATE TABLE IF NOT EXISTS invoices_number (
  tenant BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  number TEXT NOT NULL,
  series BIGINT,
  place BIGINT,
  sequence BIGINT,
  document TEXT NOT NULL,
  issued_on TEXT NOT NULL,
  PRIMARY KEY (tenant, entity, number),
  UNIQUE (tenant, series, place),
  UNIQUE (tenant, document)
);

CREATE TABLE IF NOT EXISTS invoices_credit_note (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('draft', 'issued')),
  invoice BIGINT,
  customer BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  currency TEXT NOT NULL,
  number TEXT,
  series BIGINT,
  issued_on TEXT,
  tax_point_on TEXT,
  refund BIGINT,
  subtotal BIGINT NOT NULL CHECK (subtotal BETWEEN 0 AND 9007199254740991),
  net_amount BIGINT NOT NULL CHECK (net_amount BETWEEN 0 AND 9007199254740991),
  tax_amount BIGINT NOT NULL CHECK (tax_amount BETWEEN 0 AND 9007199254740991),
  rounding_amount BIGINT NOT NULL CHECK (rounding_amount BETWEEN -9007199254740991 AND 9007199254740991),
  total BIGINT NOT NULL CHECK (total BETWEEN 0 AND 9007199254740991),
  amount_to_invoice BIGINT NOT NULL CHECK (amount_to_invoice >= 0),
  amount_to_balance BIGINT NOT NULL CHECK (amount_to_balance >= 0),
  amount_to_refund BIGINT NOT NULL CHECK (amount_to_refund >= 0),
  amount_out_of_band BIGINT NOT NULL CHECK (amount_out_of_band >= 0),
  sent_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id),
  CHECK (total = net_amount + tax_amount + rounding_amount),
  CHECK (total = amount_to_invoice + amount_to_balance + amount_to_refund + amount_out_of_band)
);

CREATE INDEX IF NOT EXISTS invoices_credit_note_invoice ON invoices_credit_note (tenant, invoice, id);

CREATE INDEX IF NOT EXISTS invoices_credit_note_customer ON invoices_credit_note (tenant, customer, id);

-- What was printed, byte for byte.
CREATE TABLE IF NOT EXISTS invoices_document (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  subject TEXT NOT NULL,
  format TEXT NOT NULL,
  language TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  template_version TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, subject, format, language)
);
