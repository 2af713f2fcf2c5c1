CREATE TABLE IF NOT EXISTS tenants_tenant (
  tenant BIGINT NOT NULL,
  name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  metadata TEXT NOT NULL,
  PRIMARY KEY (tenant)
);

CREATE TABLE IF NOT EXISTS tenants_entity (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')),
  closed_until TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

CREATE TABLE IF NOT EXISTS tenants_app (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'archived')),
  profile BIGINT,
  entity BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);

-- A profile is never changed: each create of a name makes its next number, and activating one supersedes the last.
CREATE TABLE IF NOT EXISTS tenants_profile (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'superseded')),
  dunning_campaign BIGINT,
  series BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, name, number),
  UNIQUE (tenant, app, external_id)
);

-- Secrets are kept as HMAC-SHA256 under the pepper, which is not in the database.
CREATE TABLE IF NOT EXISTS tenants_key (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT NOT NULL,
  external_id TEXT,
  hash TEXT NOT NULL,
  old_hash TEXT,
  old_until BIGINT,
  hint TEXT NOT NULL,
  revoked_at BIGINT,
  expires_at BIGINT,
  last_used_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, hash),
  UNIQUE (tenant, app, external_id)
);

CREATE TABLE IF NOT EXISTS tenants_sandbox (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  app BIGINT,
  external_id TEXT,
  parent BIGINT,
  name TEXT NOT NULL,
  job BIGINT,
  expires_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  metadata TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, app, external_id)
);
