-- What the last checks of the books found. The newest run is what assurance shows.
CREATE TABLE IF NOT EXISTS reports_assurance (
  tenant BIGINT NOT NULL,
  id BIGINT NOT NULL,
  ran_at BIGINT NOT NULL,
  position BIGINT NOT NULL,
  digest TEXT NOT NULL,
  passed BIGINT NOT NULL CHECK (passed IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
);
