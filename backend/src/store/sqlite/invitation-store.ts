import { nameKey } from '../key-ring.ts';
import type { Invitation, InvitationStore } from '../store.ts';
import type { Database, Row } from './database.ts';

/** An invitation that counts at a given time: not over, and the first admin's only while there is no admin. */
export const VALID_INVITATION = `
  (expires_at IS NULL OR expires_at > ?)
  AND (kind <> 'first-admin' OR NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin'))`;

/** Table `invitations`. */
export function sqliteInvitationStore(db: Database): InvitationStore {
  const insert = db.statement(
    'INSERT INTO invitations (token_hash, kind, role, username, name_key, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = db.statement(`SELECT * FROM invitations WHERE token_hash = ? AND ${VALID_INVITATION}`);
  const removeFirst = db.statement("DELETE FROM invitations WHERE kind = 'first-admin'");
  const removeOfName = db.statement('DELETE FROM invitations WHERE name_key = ?');
  const prune = db.statement(`DELETE FROM invitations WHERE NOT (${VALID_INVITATION})`);

  return {
    async put({ tokenHash, kind, role, username, expiresAt }) {
      db.transaction(() => {
        if (kind === 'first-admin') removeFirst.run();
        const key = username === undefined ? null : nameKey(username);
        // A new link takes the place of an older one: it may have gone to the wrong person.
        if (key !== null) removeOfName.run(key);
        insert.run(tokenHash, kind, role, username ?? null, key, expiresAt ?? null);
      });
    },
    async find(tokenHash, now) {
      const row = select.get(tokenHash, now);
      return row && toInvitation(tokenHash, row);
    },
    async prune(now) {
      prune.run(now);
    },
  };
}

function toInvitation(tokenHash: Uint8Array, row: Row): Invitation {
  return {
    tokenHash,
    kind: row['kind'] as Invitation['kind'],
    role: row['role'] as Invitation['role'],
    username: row['username'] === null ? undefined : String(row['username']),
    expiresAt: row['expires_at'] === null ? undefined : Number(row['expires_at']),
  };
}
