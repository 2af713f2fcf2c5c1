-- The database refuses by itself: a header whose entries do not add up, an entry after its header, any change.
CREATE OR REPLACE FUNCTION ledger_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT COUNT(*) FROM ledger_entry WHERE tenant = NEW.tenant AND transaction_id = NEW.id) <> NEW.entries THEN
    RAISE EXCEPTION 'ledger: the header says another number of entries than there are' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM ledger_entry WHERE tenant = NEW.tenant AND transaction_id = NEW.id
      GROUP BY currency HAVING SUM(amount) <> 0) THEN
    RAISE EXCEPTION 'ledger: debits and credits differ in a currency' USING ERRCODE = 'check_violation';
  END IF;
  IF (SELECT SUM(functional_amount) FROM ledger_entry WHERE tenant = NEW.tenant AND transaction_id = NEW.id) <> 0 THEN
    RAISE EXCEPTION 'ledger: debits and credits differ in the functional currency' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ledger_transaction_adds_up BEFORE INSERT ON ledger_transaction
  FOR EACH ROW EXECUTE FUNCTION ledger_adds_up();

CREATE OR REPLACE FUNCTION ledger_comes_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_transaction WHERE tenant = NEW.tenant AND id = NEW.transaction_id) THEN
    RAISE EXCEPTION 'ledger: a transaction that is posted takes no further entry' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ledger_entry_comes_first BEFORE INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_comes_first();

CREATE OR REPLACE FUNCTION ledger_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: what is posted is never changed; reverse it' USING ERRCODE = 'check_violation';
END $$;

CREATE OR REPLACE TRIGGER ledger_entry_never_changes BEFORE UPDATE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_never_changes();

CREATE OR REPLACE TRIGGER ledger_transaction_never_changes BEFORE UPDATE ON ledger_transaction
  FOR EACH ROW EXECUTE FUNCTION ledger_never_changes();

CREATE OR REPLACE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM engine_tenant WHERE tenant = OLD.tenant AND state = 'deleting') THEN
    RAISE EXCEPTION 'ledger: what is posted is never deleted' USING ERRCODE = 'check_violation';
  END IF;
  RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER ledger_entry_stays BEFORE DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_stays();

CREATE OR REPLACE TRIGGER ledger_transaction_stays BEFORE DELETE ON ledger_transaction
  FOR EACH ROW EXECUTE FUNCTION ledger_stays();

CREATE OR REPLACE TRIGGER ledger_entry_is_never_emptied BEFORE TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_never_changes();

CREATE OR REPLACE TRIGGER ledger_transaction_is_never_emptied BEFORE TRUNCATE ON ledger_transaction
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_never_changes();
