import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../store.ts';
import { sqliteAuditStore } from './audit-store.ts';
import { DATABASE_NAME, type Database } from './database.ts';
import { sqliteInvitationStore } from './invitation-store.ts';
import { sqliteLoginFailureStore } from './login-failure-store.ts';
import { sqliteSessionStore } from './session-store.ts';
import { sqliteConsentStore, sqliteTemplateStore, sqliteUserStore } from './user-store.ts';

/** The store in one SQLite file. @param database Open and up to date. */
export function sqliteStore(database: Database): Store {
  const check = database.statement('SELECT count(*) FROM meta');
  const audit = sqliteAuditStore(database);

  return {
    users: sqliteUserStore(database, audit.appendNow),
    templates: sqliteTemplateStore(database),
    consents: sqliteConsentStore(database),
    sessions: sqliteSessionStore(database),
    invitations: sqliteInvitationStore(database),
    failures: sqliteLoginFailureStore(database),
    audit,
    async check() {
      check.get();
    },
    async close() {
      database.close();
    },
  };
}

/** Lets nobody but the owner read the database. */
export function closeToOthers(dataDir: string): void {
  chmodSync(join(dataDir, DATABASE_NAME), 0o600);
}
