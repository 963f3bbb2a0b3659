import type { AuditEvent } from '../audit-chain.ts';
import { nameKey } from '../key-ring.ts';
import type { Consent, ConsentStore, TemplateStore, User, UserStore } from '../store.ts';
import type { Database, Row } from './database.ts';
import { VALID_INVITATION } from './invitation-store.ts';

/** Tables `users`, `data_keys`, `templates`, `consents`. Users whose erasure was cut short are erased when it is opened. */
export function sqliteUserStore(db: Database, audit: (event: AuditEvent) => void): UserStore {
  const byId = db.statement('SELECT * FROM users WHERE id = ?');
  const byName = db.statement('SELECT * FROM users WHERE name_key = ?');
  const all = db.statement('SELECT * FROM users ORDER BY name_key');
  const admins = db.statement("SELECT 1 FROM users WHERE role = 'admin' LIMIT 1");
  const withoutKey = db.statement('SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM data_keys)');
  const takeInvitation = db.statement(`DELETE FROM invitations WHERE token_hash = ? AND ${VALID_INVITATION}`);
  const removeInvitations = db.statement('DELETE FROM invitations WHERE name_key = ?');
  const putUser = db.statement(
    'INSERT INTO users (id, username, name_key, role, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET role = excluded.role',
  );
  const putKey = db.statement('INSERT OR REPLACE INTO data_keys (user_id, wrapped) VALUES (?, ?)');
  const putTemplate = db.statement('INSERT OR REPLACE INTO templates (user_id, version, sealed) VALUES (?, ?, ?)');
  const putConsent = db.statement(
    'INSERT OR REPLACE INTO consents (user_id, version, hash, language, given_at) VALUES (?, ?, ?, ?, ?)',
  );
  const forgetFailures = db.statement('DELETE FROM login_failures WHERE subject = ?');
  const removeKey = db.statement('DELETE FROM data_keys WHERE user_id = ?');
  const removeSessions = db.statement('DELETE FROM sessions WHERE user_id = ?');
  const removeRest = [
    'sessions WHERE user_id',
    'templates WHERE user_id',
    'consents WHERE user_id',
    'users WHERE id',
  ].map((what) => db.statement(`DELETE FROM ${what} = ?`));

  const eraseRows = (id: string): void => {
    const name = byId.get(id)?.['name_key'];
    if (typeof name === 'string') removeInvitations.run(name);
    for (const statement of removeRest) statement.run(id);
  };
  for (const row of withoutKey.all()) {
    db.transaction(() => {
      eraseRows(String(row['id']));
    });
  }

  return {
    async find(id) {
      return toUser(byId.get(id));
    },
    async findByName(username) {
      return toUser(byName.get(nameKey(username)));
    },
    async hasAdmin() {
      return admins.get() !== undefined;
    },
    async list() {
      return all.all().flatMap((row) => toUser(row) ?? []);
    },
    async enrol({ user, template, consent, tokenHash, subject, audit: event }) {
      const outcome = db.transaction(() => {
        const holder = toUser(byName.get(nameKey(user.username)));
        if (holder !== undefined && holder.id !== user.id) return 'username-taken';
        if (takeInvitation.run(tokenHash, event.at) === 0) return 'invitation-invalid';

        removeInvitations.run(nameKey(user.username));
        putUser.run(user.id, user.username, nameKey(user.username), user.role, user.createdAt);
        putKey.run(user.id, template.wrappedKey);
        putTemplate.run(user.id, template.version, template.sealed);
        putConsent.run(user.id, consent.version, consent.hash, consent.language, consent.givenAt);
        removeSessions.run(user.id);
        forgetFailures.run(subject);
        audit(event);
        return 'enrolled';
      });
      return outcome;
    },
    async erase(id, event) {
      removeKey.run(id);
      db.emptyLog();
      db.transaction(() => {
        eraseRows(id);
        audit(event);
      });
      db.emptyLog();
    },
  };
}

/** Tables `templates` and `data_keys`. */
export function sqliteTemplateStore(db: Database): TemplateStore {
  const select = db.statement(
    'SELECT version, sealed, wrapped FROM templates JOIN data_keys USING (user_id) WHERE user_id = ?',
  );
  return {
    async find(userId) {
      const row = select.get(userId);
      return (
        row && {
          version: Number(row['version']),
          wrappedKey: row['wrapped'] as Uint8Array,
          sealed: row['sealed'] as Uint8Array,
        }
      );
    },
  };
}

/** Table `consents`: the last one of each user. */
export function sqliteConsentStore(db: Database): ConsentStore {
  const select = db.statement('SELECT * FROM consents WHERE user_id = ?');
  return {
    async find(userId) {
      const row = select.get(userId);
      return (
        row && {
          version: String(row['version']),
          hash: String(row['hash']),
          language: row['language'] as Consent['language'],
          givenAt: Number(row['given_at']),
        }
      );
    },
  };
}

function toUser(row: Row | undefined): User | undefined {
  return (
    row && {
      id: String(row['id']),
      username: String(row['username']),
      role: row['role'] as User['role'],
      createdAt: Number(row['created_at']),
    }
  );
}
