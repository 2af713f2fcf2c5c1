-- The database refuses by itself: a header whose entries do not add up, an entry after its header, any change.
CREATE TRIGGER IF NOT EXISTS ledger_transaction_adds_up BEFORE INSERT ON ledger_transaction
BEGIN
  -- Nor does INSERT OR REPLACE get by: the same id is refused, the same cause does nothing, as ON CONFLICT DO NOTHING.
  SELECT RAISE(ABORT, 'ledger: a transaction is never changed; reverse it')
  WHERE EXISTS (SELECT 1 FROM ledger_transaction WHERE tenant = NEW.tenant AND id = NEW.id);
  SELECT RAISE(IGNORE)
  WHERE EXISTS (SELECT 1 FROM ledger_transaction WHERE tenant = NEW.tenant AND cause = NEW.cause);
  SELECT RAISE(ABORT, 'ledger: the header says another number of entries than there are')
  WHERE (SELECT COUNT(*) FROM ledger_entry WHERE tenant = NEW.tenant AND transaction_id = NEW.id) <> NEW.entries;
  SELECT RAISE(ABORT, 'ledger: debits and credits differ in a currency')
  WHERE EXISTS (SELECT 1 FROM ledger_entry WHERE tenant = NEW.tenant AND transaction_id = NEW.id
    GROUP BY currency HAVING SUM(amount) <> 0);
  SELECT RAISE(ABORT, 'ledger: debits and credits differ in the functional currency')
  WHERE (SELECT SUM(functional_amount) FROM ledger_entry WHERE tenant = NEW.tenant AND transaction_id = NEW.id) <> 0;
END;

CREATE TRIGGER IF NOT EXISTS ledger_entry_comes_first BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_transaction WHERE tenant = NEW.tenant AND id = NEW.transaction_id)
BEGIN
  SELECT RAISE(ABORT, 'ledger: a transaction that is posted takes no further entry');
END;

CREATE TRIGGER IF NOT EXISTS ledger_entry_never_changes BEFORE UPDATE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'ledger: an entry is never changed; reverse its transaction');
END;

CREATE TRIGGER IF NOT EXISTS ledger_transaction_never_changes BEFORE UPDATE ON ledger_transaction
BEGIN
  SELECT RAISE(ABORT, 'ledger: a transaction is never changed; reverse it');
END;

CREATE TRIGGER IF NOT EXISTS ledger_entry_stays BEFORE DELETE ON ledger_entry
WHEN NOT EXISTS (SELECT 1 FROM engine_tenant WHERE tenant = OLD.tenant AND state = 'deleting')
BEGIN
  SELECT RAISE(ABORT, 'ledger: an entry is never deleted');
END;

CREATE TRIGGER IF NOT EXISTS ledger_transaction_stays BEFORE DELETE ON ledger_transaction
WHEN NOT EXISTS (SELECT 1 FROM engine_tenant WHERE tenant = OLD.tenant AND state = 'deleting')
BEGIN
  SELECT RAISE(ABORT, 'ledger: a transaction is never deleted');
END;
