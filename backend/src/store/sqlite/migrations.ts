/**
 * What brings a database from one version to the next; `PRAGMA user_version` counts them.
 * A migration that was released is never changed.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE users (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE data_keys (user_id TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;

  CREATE TABLE templates (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;

  CREATE TABLE consents (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    language TEXT NOT NULL,
    given_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE sessions (
    id_hash BLOB PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    expires_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_user ON sessions (user_id);

  CREATE TABLE invitations (
    token_hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    username TEXT,
    name_key TEXT,
    expires_at INTEGER
  ) STRICT;

  CREATE TABLE login_failures (
    subject TEXT PRIMARY KEY,
    consecutive INTEGER NOT NULL,
    last_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    subject TEXT,
    actor TEXT,
    outcome TEXT NOT NULL,
    reason TEXT,
    similarity REAL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_keeps_its_records BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit records are kept'); END;
  CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit records are kept'); END;
  `,
];
