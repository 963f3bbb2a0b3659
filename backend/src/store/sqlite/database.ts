import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { FaceAuthError, type ErrorCode } from '../../errors.ts';
import { MIGRATIONS } from './migrations.ts';

export const DATABASE_NAME = 'face-auth.db';
/** "FAUT": marks the file as ours (`PRAGMA application_id`). */
const APPLICATION_ID = 0x46415554;
/** How long to wait for a process that is just ending. */
const LOCK_WAIT_MS = 1_000;
/** Result codes of SQLite: https://www.sqlite.org/rescode.html */
const BUSY = 5;

export type Row = Record<string, SQLOutputValue>;

/** One prepared statement. What SQLite throws comes out as FaceAuthError 'store-unavailable'. */
export interface Statement {
  run(...values: SQLInputValue[]): number;
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
}

/** A database that is open for this process alone. */
export interface Database {
  statement(sql: string): Statement;
  /** Runs all of it or nothing. */
  transaction<T>(work: () => T): T;
  /** Moves what was written into the main file and empties the write-ahead log, so that nothing erased is left in it. */
  emptyLog(): void;
  /** The key's check value; absent in a new database. */
  readonly keyCheck: string | undefined;
  /** Stores the check value of a new database. */
  setKeyCheck(value: string): void;
  close(): void;
}

/**
 * Opens the database of a data folder without writing to it. Call `prepare` to bring it up to date.
 * It is locked against every other process until it is closed or the process ends.
 *
 * @throws FaceAuthError 'data-unusable', 'data-in-use', 'database-broken', 'database-newer'; the file is then untouched.
 */
export function openDatabase(dataDir: string): { database: Database; prepare: () => void } {
  const file = join(dataDir, DATABASE_NAME);
  const isNew = makeFolder(dataDir, file);

  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file, { timeout: LOCK_WAIT_MS, enableForeignKeyConstraints: true });
  } catch (cause) {
    throw new FaceAuthError('data-unusable', { hint: `${file} cannot be opened: ${messageOf(cause)}` }, { cause });
  }
  try {
    const version = inspect(db, file, isNew);
    return {
      database: wrap(db, version > 0),
      prepare: () => {
        migrate(db, version);
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function makeFolder(dataDir: string, file: string): boolean {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    const isNew = !existsSync(file);
    if (!isNew) accessSync(file, constants.R_OK | constants.W_OK);
    return isNew;
  } catch (cause) {
    const hint = `${dataDir} cannot be written: ${messageOf(cause)}; change its owner or set FACE_AUTH_DATA to another folder`;
    throw new FaceAuthError('data-unusable', { hint }, { cause });
  }
}

/** Reads only. @returns The version of the database, 0 for an empty one. */
function inspect(db: DatabaseSync, file: string, isNew: boolean): number {
  const broken = (why: string, cause?: unknown): FaceAuthError =>
    new FaceAuthError(
      'database-broken',
      { hint: `${file}: ${why}; restore it from a backup, or move it away to start anew` },
      { cause },
    );
  try {
    // The lock is taken at the first read and kept: two processes would both think they own the audit chain.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = numberOf(db, 'PRAGMA user_version');
    const application = numberOf(db, 'PRAGMA application_id');
    const check = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
    if (check !== 'ok') throw broken(String(check));
    const tables = numberOf(db, 'SELECT count(*) FROM sqlite_schema');
    if (!isNew && (application !== APPLICATION_ID || tables === 0) && (version > 0 || tables > 0)) {
      throw broken('it is a database of another program');
    }
    if (version > MIGRATIONS.length) {
      const hint = `${file} has version ${version}, this program knows up to ${MIGRATIONS.length}; install the newer program again`;
      throw new FaceAuthError('database-newer', { hint });
    }
    return version;
  } catch (cause) {
    if (cause instanceof FaceAuthError) throw cause;
    if (resultCode(cause) === BUSY) {
      throw new FaceAuthError('data-in-use', { hint: `stop the process that uses ${file}` }, { cause });
    }
    throw broken(messageOf(cause), cause);
  }
}

function migrate(db: DatabaseSync, version: number): void {
  translate('data-unusable', () => {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    for (const [index, sql] of MIGRATIONS.entries()) {
      if (index < version) continue;
      db.exec('BEGIN EXCLUSIVE');
      try {
        db.exec(`${sql}; PRAGMA user_version = ${index + 1}; PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    }
  });
}

function wrap(db: DatabaseSync, hasTables: boolean): Database {
  const statement = (sql: string): Statement => {
    const prepared = db.prepare(sql);
    return {
      run: (...values) => translate('store-unavailable', () => Number(prepared.run(...values).changes)),
      get: (...values) => translate('store-unavailable', () => prepared.get(...values)),
      all: (...values) => translate('store-unavailable', () => prepared.all(...values)),
    };
  };

  const keyCheck = hasTables
    ? db.prepare("SELECT value FROM meta WHERE name = 'key_check'").get()?.['value']
    : undefined;
  return {
    statement,
    keyCheck: keyCheck === undefined ? undefined : String(keyCheck),
    setKeyCheck: (value) => {
      statement("INSERT INTO meta (name, value) VALUES ('key_check', ?)").run(value);
    },
    transaction(work) {
      translate('store-unavailable', () => {
        db.exec('BEGIN IMMEDIATE');
      });
      try {
        const result = work();
        translate('store-unavailable', () => {
          db.exec('COMMIT');
        });
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    emptyLog: () => {
      translate('store-unavailable', () => {
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      });
    },
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

function translate<T>(code: ErrorCode, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof FaceAuthError) throw cause;
    throw new FaceAuthError(code, { hint: messageOf(cause) }, { cause });
  }
}

const numberOf = (db: DatabaseSync, sql: string): number => Number(Object.values(db.prepare(sql).get() ?? {})[0]);

const resultCode = (cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'errcode' in cause ? cause.errcode : undefined;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
