import type { SessionStore } from '../store.ts';
import type { Database } from './database.ts';

/** Table `sessions`. */
export function sqliteSessionStore(db: Database): SessionStore {
  const insert = db.statement(
    'INSERT OR REPLACE INTO sessions (id_hash, user_id, expires_at, last_used_at) VALUES (?, ?, ?, ?)',
  );
  const select = db.statement('SELECT * FROM sessions WHERE id_hash = ? AND expires_at > ? AND last_used_at > ?');
  const remove = db.statement('DELETE FROM sessions WHERE id_hash = ?');
  const prune = db.statement('DELETE FROM sessions WHERE expires_at <= ? OR last_used_at <= ?');

  return {
    async put({ idHash, userId, expiresAt, lastUsedAt }) {
      insert.run(idHash, userId, expiresAt, lastUsedAt);
    },
    async find(idHash, now, idleMs) {
      const row = select.get(idHash, now, now - idleMs);
      return (
        row && {
          idHash,
          userId: String(row['user_id']),
          expiresAt: Number(row['expires_at']),
          lastUsedAt: Number(row['last_used_at']),
        }
      );
    },
    async remove(idHash) {
      remove.run(idHash);
    },
    async prune(now, idleMs) {
      prune.run(now, now - idleMs);
    },
  };
}
