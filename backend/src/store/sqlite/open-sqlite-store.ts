import { makeKeyFile, readKeyFile } from '../key-file.ts';
import { keyRing, type KeyRing } from '../key-ring.ts';
import { closeToOthers, sqliteStore } from './sqlite-store.ts';
import { openDatabase } from './database.ts';
import type { Store } from '../store.ts';
import { FaceAuthError } from '../../errors.ts';

/**
 * Opens the data folder: database, key file, and whether they belong together. Nothing is written before all of that is known.
 *
 * @throws FaceAuthError with a `hint` for the operator: 'data-…', 'database-…', 'key-…'
 */
export function openSqliteStore({ dataDir, keyFile }: { dataDir: string; keyFile: string }): {
  store: Store;
  keys: KeyRing;
} {
  const found = readKeyFile(keyFile);
  const { database, prepare } = openDatabase(dataDir);
  try {
    if (found === undefined && database.keyCheck !== undefined) {
      throw new FaceAuthError('key-missing', { hint: `put it back to ${keyFile} or set FACE_AUTH_KEY_FILE` });
    }
    const keys = keyRing(found ?? makeKeyFile(keyFile));
    if (database.keyCheck !== undefined && database.keyCheck !== keys.checkValue) {
      throw new FaceAuthError('key-wrong', { hint: `put the right one to ${keyFile} or set FACE_AUTH_KEY_FILE` });
    }
    // Before the write-ahead log is made, which takes over the mode.
    closeToOthers(dataDir);
    prepare();
    if (database.keyCheck === undefined) database.setKeyCheck(keys.checkValue);
    return { store: sqliteStore(database), keys };
  } catch (error) {
    database.close();
    throw error;
  }
}
