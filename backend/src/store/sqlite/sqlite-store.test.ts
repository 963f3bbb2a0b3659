import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { storeContract } from '../store.contract.ts';
import { DATABASE_NAME } from './database.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const folders: string[] = [];
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'face-auth-store-'));
  folders.push(folder);
  return folder;
};
const open = (dataDir: string) => openSqliteStore({ dataDir, keyFile: join(dataDir, 'key') });

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

storeContract('sqlite', async () => open(await newFolder()).store);

describe('sqlite store', () => {
  const enrolled = {
    user: { id: 'u1', username: 'anna', role: 'user', createdAt: 1 },
    template: {
      version: 1,
      wrappedKey: Buffer.from('the-wrapped-key-of-anna'),
      sealed: Buffer.from('the-sealed-template'),
    },
    consent: { version: '1', hash: 'abc', language: 'en', givenAt: 1 },
    tokenHash: new Uint8Array(32),
    subject: 's1',
    audit: { at: 1, event: 'enrolment.accepted', subject: 's1', outcome: 'success' },
  } as const;
  const enrol = async (dataDir: string) => {
    const { store } = open(dataDir);
    const { tokenHash } = enrolled;
    await store.invitations.put({ tokenHash, kind: 'invited', role: 'user', username: 'anna', expiresAt: undefined });
    await store.users.enrol(enrolled);
    return store;
  };

  it('keeps everything over a restart', async () => {
    const dataDir = await newFolder();
    await (await enrol(dataDir)).close();

    const { store } = open(dataDir);
    expect(await store.users.findByName('anna')).toEqual(enrolled.user);
    await store.close();
  });

  it('leaves no byte of key and template in any file after an erasure', async () => {
    const dataDir = await newFolder();
    const store = await enrol(dataDir);
    await store.users.erase('u1', { at: 2, event: 'account.erased', outcome: 'success' });
    for (const name of [DATABASE_NAME, `${DATABASE_NAME}-wal`]) {
      const content = (await readFile(join(dataDir, name))).toString('latin1');
      expect(content).not.toContain('the-wrapped-key');
      expect(content).not.toContain('the-sealed-template');
    }
    await store.close();
  });

  it('finishes at the next start an erasure that was cut short after the key', async () => {
    const dataDir = await newFolder();
    await (await enrol(dataDir)).close();
    const db = new DatabaseSync(join(dataDir, DATABASE_NAME));
    db.exec('DELETE FROM data_keys');
    db.close();

    const { store } = open(dataDir);
    expect(await store.users.find('u1')).toBeUndefined();
    await store.close();
  });

  it.each(['DELETE FROM audit', "UPDATE audit SET outcome = 'failure'"])('keeps audit records from %s', async (sql) => {
    const dataDir = await newFolder();
    await (await enrol(dataDir)).close();
    const db = new DatabaseSync(join(dataDir, DATABASE_NAME));
    expect(() => {
      db.exec(sql);
    }).toThrow('audit records are kept');
    db.close();
  });
});
