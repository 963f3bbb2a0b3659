import { chain, type AuditEvent, type AuditRecord } from '../audit-chain.ts';
import type { AuditStore } from '../store.ts';
import type { Database, Row } from './database.ts';

/** Table `audit`. Triggers keep its records from being changed or deleted. */
export function sqliteAuditStore(
  db: Database,
): AuditStore & { readonly appendNow: (event: AuditEvent) => AuditRecord } {
  const last = db.statement('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1');
  const newest = db.statement('SELECT * FROM audit ORDER BY sequence DESC LIMIT ?');
  const insert = db.statement(
    'INSERT INTO audit (sequence, at, event, subject, actor, outcome, reason, similarity, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );

  /** Nothing comes between reading the last record and adding to it: calls are synchronous and the file is ours alone. */
  const appendNow = (event: AuditEvent): AuditRecord => {
    const row = last.get();
    const record = chain(row && { sequence: Number(row['sequence']), hash: String(row['hash']) }, event);
    insert.run(
      record.sequence,
      record.at,
      record.event,
      record.subject ?? null,
      record.actor ?? null,
      record.outcome,
      record.reason ?? null,
      record.similarity ?? null,
      record.previous,
      record.hash,
    );
    return record;
  };

  return {
    appendNow,
    async append(event) {
      return appendNow(event);
    },
    async list(limit) {
      return newest.all(limit).map(toRecord);
    },
  };
}

function toRecord(row: Row): AuditRecord {
  const present = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(present) as unknown as AuditRecord;
}
