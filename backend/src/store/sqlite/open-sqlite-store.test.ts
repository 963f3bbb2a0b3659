import { chmod, copyFile, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaceAuthError } from '../../errors.ts';
import { DATABASE_NAME } from './database.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

let dataDir: string;
let file: string;
let keyFile: string;
const open = () => openSqliteStore({ dataDir, keyFile });
const failure = (): FaceAuthError => {
  try {
    void open().store.close();
  } catch (error) {
    if (error instanceof FaceAuthError) return error;
    throw error;
  }
  throw new Error('it opened');
};

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'face-auth-open-'));
  file = join(dataDir, DATABASE_NAME);
  keyFile = join(dataDir, 'key');
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('a data folder', () => {
  it('gets a database and a key that only the owner can read', async () => {
    const { store } = open();
    for (const name of await readdir(dataDir)) expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual([DATABASE_NAME, `${DATABASE_NAME}-wal`, 'key']);
    await store.close();
  });

  it('keeps its key over restarts', async () => {
    const first = open();
    await first.store.close();
    const second = open();
    await second.store.close();
    expect(second.keys.checkValue).toBe(first.keys.checkValue);
  });

  it('writes through to the disk', async () => {
    const { store } = open();
    await store.audit.append({ at: 1, event: 'service.started', outcome: 'success' });
    expect(await readdir(dataDir)).toContain(`${DATABASE_NAME}-wal`);
    await store.close();
  });

  it('cannot be opened twice', async () => {
    const { store } = open();
    expect(failure()).toMatchObject({ code: 'data-in-use', detail: { hint: expect.stringContaining(file) as string } });
    await store.close();
    await open().store.close();
  });

  it('is refused when it is a file', async () => {
    const inTheWay = join(dataDir, 'a-file');
    await writeFile(inTheWay, '');
    dataDir = inTheWay;
    expect(failure()).toMatchObject({ code: 'data-unusable' });
    dataDir = join(inTheWay, '..');
  });
});

describe('a broken database', () => {
  const expectUntouched = async (code: string) => {
    const before = await readFile(file);
    expect(failure()).toMatchObject({ code, detail: { hint: expect.stringContaining(file) as string } });
    expect(await readFile(file)).toEqual(before);
  };

  it('is refused and left as it is when it is no database', async () => {
    await writeFile(file, 'no database at all. '.repeat(500));
    await expectUntouched('database-broken');
    expect(await readdir(dataDir)).toEqual([DATABASE_NAME]);
  });

  it('is refused and left as it is when a page in it is destroyed', async () => {
    await open().store.close();
    const content = await readFile(file);
    await writeFile(file, content.fill(0x5a, 4096, 3 * 4096));
    await expectUntouched('database-broken');
  });

  it('is refused and left as it is when its end is missing', async () => {
    await open().store.close();
    await truncate(file, 8192);
    await expectUntouched('database-broken');
  });

  it('is refused and left as it is when it belongs to another program', async () => {
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE notes (text TEXT)');
    db.close();
    await expectUntouched('database-broken');
  });

  it('is refused and left as it is when a newer version made it', async () => {
    await open().store.close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expectUntouched('database-newer');
  });
});

describe('the key of a database', () => {
  beforeEach(() => open().store.close());

  it('is not replaced by another one', async () => {
    await copyFile(keyFile, join(dataDir, 'kept'));
    await writeFile(keyFile, Buffer.alloc(32, 7));
    const before = await readFile(file);
    expect(failure()).toMatchObject({ code: 'key-wrong' });
    expect(await readFile(file)).toEqual(before);

    await copyFile(join(dataDir, 'kept'), keyFile);
    await open().store.close();
  });

  it('is not made anew when it is missing', async () => {
    await rm(keyFile);
    expect(failure()).toMatchObject({ code: 'key-missing' });
    expect(await readdir(dataDir)).not.toContain('key');
  });

  it('must not be open to others', async () => {
    await chmod(keyFile, 0o644);
    expect(failure()).toMatchObject({
      code: 'key-too-open',
      detail: { hint: expect.stringContaining('chmod 600') as string },
    });
  });

  it('may be readable by the group, as Kubernetes mounts it', async () => {
    await chmod(keyFile, 0o440);
    await open().store.close();
  });

  it.each([
    { name: 'too short', content: Buffer.alloc(31) },
    { name: 'too long', content: Buffer.alloc(33) },
    { name: 'empty', content: Buffer.alloc(0) },
    { name: 'text of another length', content: Buffer.from('bm90IGEga2V5') },
  ])('is refused when it is $name', async ({ content }) => {
    await writeFile(keyFile, content);
    expect(failure()).toMatchObject({ code: 'key-invalid' });
  });

  it('is the same as bytes and as text', async () => {
    const text = await readFile(keyFile, 'utf8');
    await writeFile(keyFile, Buffer.from(text, 'base64'));
    await open().store.close();
  });
});
