-- What an item of a subscription was billed so far.
CREATE INDEX IF NOT EXISTS invoices_line_item ON invoices_line (tenant, subscription_item, id);

-- What a line has claimed.
CREATE INDEX IF NOT EXISTS invoices_claim_line ON invoices_claim (tenant, line);
