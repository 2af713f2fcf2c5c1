-- A tenant and its clock: `clock_at` is null for a live one, whose time is the machine's.
-- A lease on it (a sandbox that is advancing) lets one worker work there alone.
CREATE TABLE IF NOT EXISTS engine_tenant (
  tenant BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('live', 'sandbox')),
  state TEXT NOT NULL CHECK (state IN ('ready', 'advancing', 'deleting', 'deleted')),
  parent BIGINT,
  clock_at BIGINT,
  leased_by TEXT,
  leased_until BIGINT,
  PRIMARY KEY (tenant)
);

-- The head of a tenant's order: how many commits have a place, and the hash of their chain.
CREATE TABLE IF NOT EXISTS engine_head (
  tenant BIGINT NOT NULL,
  position BIGINT NOT NULL,
  chain TEXT NOT NULL,
  PRIMARY KEY (tenant)
);

-- Commits that have no place yet, stamped by the store's own clock as their last statement.
CREATE TABLE IF NOT EXISTS engine_fresh (
  tenant BIGINT NOT NULL,
  commit_id BIGINT NOT NULL,
  stamped_at BIGINT NOT NULL,
  digest TEXT NOT NULL,
  subjects TEXT NOT NULL,
  weight BIGINT NOT NULL,
  PRIMARY KEY (tenant, commit_id)
);

CREATE TABLE IF NOT EXISTS engine_order (
  tenant BIGINT NOT NULL,
  position BIGINT NOT NULL,
  commit_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  chain TEXT NOT NULL,
  ordered_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, position),
  UNIQUE (tenant, commit_id)
);

CREATE TABLE IF NOT EXISTS engine_outbox (
  tenant BIGINT NOT NULL,
  commit_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  id BIGINT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  version BIGINT NOT NULL,
  app BIGINT,
  month TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  request TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, commit_id, number),
  UNIQUE (tenant, id)
);

CREATE TABLE IF NOT EXISTS engine_follower (
  tenant BIGINT NOT NULL,
  reaction TEXT NOT NULL,
  position BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (tenant, reaction)
);

-- A reaction that is done with an event: whoever inserts the row has done it, or does it in this commit.
CREATE TABLE IF NOT EXISTS engine_mark (
  tenant BIGINT NOT NULL,
  event BIGINT NOT NULL,
  reaction TEXT NOT NULL,
  PRIMARY KEY (tenant, event, reaction)
);

-- Events that a reaction could not take, and those of the same subject that wait behind.
CREATE TABLE IF NOT EXISTS engine_parked (
  tenant BIGINT NOT NULL,
  reaction TEXT NOT NULL,
  subject TEXT NOT NULL,
  position BIGINT NOT NULL,
  number BIGINT NOT NULL,
  event BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  error TEXT NOT NULL,
  PRIMARY KEY (tenant, reaction, subject, position, number)
);

CREATE TABLE IF NOT EXISTS engine_agenda (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  place BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('due', 'running', 'done', 'failed', 'canceled')),
  attempts BIGINT NOT NULL,
  last_error TEXT,
  leased_until BIGINT,
  caused_by TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, verb, subject, due_at)
);

CREATE INDEX IF NOT EXISTS engine_agenda_due ON engine_agenda (status, due_at, tenant);

CREATE TABLE IF NOT EXISTS engine_idempotency (
  tenant BIGINT NOT NULL,
  app BIGINT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status BIGINT,
  subject TEXT,
  answer TEXT,
  commit_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, app, key)
);

CREATE TABLE IF NOT EXISTS engine_audit (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  operation TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor TEXT,
  app BIGINT,
  subject TEXT,
  before TEXT,
  after TEXT,
  reason TEXT,
  outcome TEXT NOT NULL,
  request_id TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE IF NOT EXISTS engine_job (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'partly_failed', 'failed', 'canceled')),
  parameters TEXT NOT NULL,
  entity BIGINT,
  until_at BIGINT,
  total BIGINT,
  done BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  failures TEXT NOT NULL,
  result TEXT,
  leased_until BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS engine_job_open ON engine_job (status, tenant, id);

-- What Harr has to ask of the world: kept before it is asked, under a key that is never made anew.
CREATE TABLE IF NOT EXISTS engine_ask (
  tenant BIGINT NOT NULL,
  key TEXT NOT NULL,
  port TEXT NOT NULL,
  request TEXT NOT NULL,
  continuation TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'unknown', 'answered')),
  attempts BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, key)
);

CREATE INDEX IF NOT EXISTS engine_ask_open ON engine_ask (status, leased_until);

-- The events of a subject by its version: what a drained reaction has to have heard before.
CREATE INDEX IF NOT EXISTS engine_outbox_subject ON engine_outbox (tenant, subject, version);
