CREATE TABLE IF NOT EXISTS metering_meter (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')),
  code TEXT NOT NULL,
  event_type TEXT NOT NULL,
  aggregation TEXT NOT NULL,
  decimals BIGINT NOT NULL CHECK (decimals BETWEEN 0 AND 9),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE INDEX IF NOT EXISTS metering_meter_type ON metering_meter (tenant, event_type, id);

-- Which code is whose: a code names one active meter, and is free again when that is archived.
CREATE TABLE IF NOT EXISTS metering_code (
  tenant BIGINT NOT NULL,
  code TEXT NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (tenant, code)
);

-- What an app has told under an id, whenever: narrow and without a month, so that told twice is counted once for good.
CREATE TABLE IF NOT EXISTS metering_usage_id (
  tenant BIGINT NOT NULL,
  app BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  fingerprint BIGINT NOT NULL,
  PRIMARY KEY (tenant, app, event_id)
) /*clustered*/;

-- What was told. The month (202601, in UTC) leads, so that old months can move; then as quantities are read.
CREATE TABLE IF NOT EXISTS metering_event (
  tenant BIGINT NOT NULL,
  month BIGINT NOT NULL,
  type TEXT NOT NULL,
  customer BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  number BIGINT NOT NULL,
  app BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  subscription BIGINT,
  source TEXT,
  received_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant, month, type, customer, happened_at, number)
) /*clustered*/;

CREATE INDEX IF NOT EXISTS metering_event_number ON metering_event (tenant, number);

CREATE INDEX IF NOT EXISTS metering_event_received
  ON metering_event (tenant, type, customer, received_at, happened_at);
