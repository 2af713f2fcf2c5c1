-- Lines that wait for the next invoice of their subscription: what a change left to be billed then.
CREATE TABLE IF NOT EXISTS billing_waiting (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  subscription BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS billing_waiting_subscription ON billing_waiting (tenant, subscription, id);
