-- A letter as it was written. Its text and addresses are in `body`: the one place, beside customers_person and the
-- documents, that holds data of a person; erasing goes by `customer`.
CREATE TABLE IF NOT EXISTS mail_email (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'delivered', 'bounced', 'failed', 'skipped')),
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  template BIGINT,
  customer BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  subject_of TEXT NOT NULL,
  posted BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  error TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS mail_email_subject ON mail_email (tenant, subject_of, id);

CREATE INDEX IF NOT EXISTS mail_email_customer ON mail_email (tenant, customer, id);

-- Who a letter went to, to find letters by.
CREATE TABLE IF NOT EXISTS mail_recipient (
  tenant BIGINT NOT NULL,
  email BIGINT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (tenant, email, address)
);

CREATE INDEX IF NOT EXISTS mail_recipient_address ON mail_recipient (tenant, address, email);

-- How one kind of letter reads in one language, for one entity (0: for all that have none of their own).
-- `place` is 0 while it is active and the id afterwards, so that there is one active template for each.
CREATE TABLE IF NOT EXISTS mail_template (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')),
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  entity BIGINT NOT NULL,
  place BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, kind, language, entity, place),
  UNIQUE (tenant, app, external_id)
);
