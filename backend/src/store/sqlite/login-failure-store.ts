import type { LoginFailureStore } from '../store.ts';
import type { Database } from './database.ts';

/** Table `login_failures`. */
export function sqliteLoginFailureStore(db: Database): LoginFailureStore {
  const select = db.statement('SELECT * FROM login_failures WHERE subject = ?');
  const insert = db.statement('INSERT OR REPLACE INTO login_failures (subject, consecutive, last_at) VALUES (?, ?, ?)');
  const remove = db.statement('DELETE FROM login_failures WHERE subject = ?');
  const old = db.statement('SELECT subject FROM login_failures WHERE last_at < ?');
  const names = db.statement('SELECT username FROM users');

  return {
    async find(subject) {
      const row = select.get(subject);
      return (
        row && {
          consecutive: Number(row['consecutive']),
          lastAt: Number(row['last_at']),
        }
      );
    },
    async put(subject, { consecutive, lastAt }) {
      insert.run(subject, consecutive, lastAt);
    },
    async prune(before, subjectOf) {
      db.transaction(() => {
        const known = new Set(names.all().map((row) => subjectOf(String(row['username']))));
        for (const row of old.all(before)) {
          const subject = String(row['subject']);
          if (!known.has(subject)) remove.run(subject);
        }
      });
    },
  };
}
