-- One account for each entity, code, currency and owner ('' where it has none). Posting never touches it.
CREATE TABLE IF NOT EXISTS ledger_account (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  entity BIGINT NOT NULL,
  code TEXT NOT NULL,
  currency TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT,
  type TEXT NOT NULL CHECK (type IN ('asset', 'liability', 'equity', 'revenue', 'expense', 'memo')),
  contra BIGINT NOT NULL CHECK (contra IN (0, 1)),
  guarded BIGINT NOT NULL CHECK (guarded IN (0, 1)),
  floor_amount BIGINT CHECK (floor_amount BETWEEN -9007199254740991 AND 9007199254740991),
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, entity, code, currency, owner),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS ledger_account_owner ON ledger_account (tenant, owner);

-- The balance of an account that has a floor, changed by conditional update in the posting transaction.
-- `side` is 1 where debits are its normal side and -1 where credits are.
CREATE TABLE IF NOT EXISTS ledger_guarded (
  tenant BIGINT NOT NULL,
  account BIGINT NOT NULL,
  side BIGINT NOT NULL CHECK (side IN (1, -1)),
  floor_amount BIGINT NOT NULL,
  debits BIGINT NOT NULL,
  credits BIGINT NOT NULL,
  PRIMARY KEY (tenant, account)
);

-- Entries stand before their transaction, here and in every copy: the header's trigger counts them.
-- Amounts are signed, debits above zero. An entry of amount 0 moves value in the functional currency alone.
-- They lie in the order of transactions and are found by day and account (docs/decisions/0002-entry-layout.md);
-- `effective_on` is a whole number of days since 1970-01-01.
CREATE TABLE IF NOT EXISTS ledger_entry (
  tenant BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  line BIGINT NOT NULL,
  account BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  currency TEXT NOT NULL,
  functional_amount BIGINT NOT NULL CHECK (functional_amount BETWEEN -9007199254740991 AND 9007199254740991),
  exchange_rate BIGINT,
  effective_on BIGINT NOT NULL,
  document TEXT,
  document_line TEXT,
  product TEXT,
  tax_rate BIGINT,
  tax_base BIGINT CHECK (tax_base BETWEEN -9007199254740991 AND 9007199254740991),
  tax_point_on TEXT,
  quantity TEXT,
  unit TEXT,
  dimensions TEXT,
  CHECK (amount <> 0 OR functional_amount <> 0),
  PRIMARY KEY (tenant, transaction_id, line)
) /*clustered*/;

CREATE INDEX IF NOT EXISTS ledger_entry_day ON ledger_entry (tenant, effective_on, account, transaction_id, line);

-- The header, written last. `entries` says how many there are; nothing of it ever changes.
CREATE TABLE IF NOT EXISTS ledger_transaction (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  entity BIGINT NOT NULL,
  cause TEXT NOT NULL,
  type TEXT NOT NULL,
  rule TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  effective_at BIGINT,
  created_at BIGINT NOT NULL,
  functional_currency TEXT NOT NULL,
  entries BIGINT NOT NULL CHECK (entries >= 2),
  reverses BIGINT,
  corrects BIGINT,
  belongs_to BIGINT,
  commit_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, cause)
);

CREATE INDEX IF NOT EXISTS ledger_transaction_commit ON ledger_transaction (tenant, commit_id);

CREATE INDEX IF NOT EXISTS ledger_transaction_external ON ledger_transaction (tenant, external_id);

-- A transaction is reversed once: whoever claims its row here does it.
CREATE TABLE IF NOT EXISTS ledger_reversal (
  tenant BIGINT NOT NULL,
  reversed BIGINT NOT NULL,
  reversal BIGINT NOT NULL,
  PRIMARY KEY (tenant, reversed)
);

-- What the sequencer has folded: debits and credits of an account on a day, of every commit that has a position.
CREATE TABLE IF NOT EXISTS ledger_day_balance (
  tenant BIGINT NOT NULL,
  effective_on BIGINT NOT NULL,
  account BIGINT NOT NULL,
  debits BIGINT NOT NULL,
  credits BIGINT NOT NULL,
  PRIMARY KEY (tenant, effective_on, account)
) /*clustered*/;

-- What one unit of `base` was worth in `quote` on a day, as a source said.
CREATE TABLE IF NOT EXISTS ledger_exchange_rate (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  base TEXT NOT NULL,
  quote TEXT NOT NULL,
  on_day TEXT NOT NULL,
  source TEXT NOT NULL,
  rate TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, base, quote, on_day, source),
  UNIQUE (tenant, app, external_id)
);
