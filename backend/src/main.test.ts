import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-auth-main-'));
  data = join(folder, 'data');
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>The page</title>');
});
afterEach(() => rm(folder, { recursive: true }));

/** Starts the program. Free port, own folders; nothing else of our environment. */
function start(settings: Record<string, string> = {}, args: string[] = []) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      ...{ FACE_AUTH_PORT: '0', FACE_AUTH_WEB_DIR: join(folder, 'web'), FACE_AUTH_DATA: data, ...settings },
    },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
  /** The message of the first log line that starts so. */
  const said = (start: string) =>
    new Promise<string>((resolve, reject) => {
      const look = (): void => {
        const line = out.split('\n').find((text) => text.includes(`"msg":"${start}`));
        if (line !== undefined) resolve((JSON.parse(line) as { msg: string }).msg);
      };
      child.stdout.on('data', look);
      look();
      void ended.then(({ err: why }) => {
        reject(new Error(`it ended before it said "${start}": ${why}`));
      });
    });
  return { child, ended, said };
}

describe('the program', () => {
  it(
    'says when it is ready and how the first admin enrols, and ends cleanly when told to',
    { timeout: 60_000 },
    async () => {
      const first = start();
      const url = (await first.said('Ready: ')).slice('Ready: '.length);
      const link = await first.said('Invitation for the first admin: ');
      expect(url).toMatch(/^http:\/\/localhost:\d+\/$/);
      expect(link).toMatch(new RegExp(`^Invitation for the first admin: ${url}enrol#[\\w-]{43}$`));
      expect(await (await fetch(`${url}readyz`)).json()).toEqual({ ready: true });
      expect(await (await fetch(url)).text()).toContain('The page');

      const stoppedAt = performance.now();
      first.child.kill('SIGTERM');
      expect(await first.ended).toMatchObject({ code: 0, err: '' });
      expect(performance.now() - stoppedAt).toBeLessThan(2_000);

      const token = 'a-token-from-a-mounted-secret';
      await writeFile(join(folder, 'invitation'), `${token}\n`);
      const second = start({ FACE_AUTH_INVITATION_FILE: join(folder, 'invitation') });
      const again = (await second.said('Ready: ')).slice('Ready: '.length);
      const answer = await fetch(`${again}api/v1/enrolments`, {
        method: 'POST',
        headers: { origin: again.slice(0, -1), 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
      expect(answer.status).toBe(201);
      second.child.kill('SIGINT');
      const { code, out } = await second.ended;
      expect(code).toBe(0);
      expect(out).not.toContain(token);
    },
  );

  it('prints the reference of its settings', { timeout: 30_000 }, async () => {
    const { code, out } = await start({}, ['configuration']).ended;
    expect(code).toBe(0);
    expect(out).toContain('## `FACE_AUTH_PORT`');
  });
});

describe('a start that cannot succeed', { timeout: 30_000 }, () => {
  const files = async () => (await readdir(folder, { recursive: true })).sort();

  /** One line that says what is wrong and what to do; no file is made or changed. */
  const expectRefusal = async (line: RegExp, settings: Record<string, string> = {}, args: string[] = []) => {
    const before = await files();
    const { code, err } = await start(settings, args).ended;
    expect(err).toMatch(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    expect(await files()).toEqual(before);
  };

  it('names a setting that is wrong', async () => {
    await expectRefusal(/^face-auth: A setting is wrong: FACE_AUTH_PORT is "http" but must be a whole number/, {
      FACE_AUTH_PORT: 'http',
    });
  });

  it('names a command that does not exist', async () => {
    await expectRefusal(/^face-auth: sevre is not a command; the commands are serve/, {}, ['sevre']);
  });

  it('names a port that is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expectRefusal(new RegExp(`port ${port} of 127.0.0.1 is in use .*FACE_AUTH_PORT`), {
      FACE_AUTH_PORT: String(port),
    });
    other.close();
  });

  it('says how to build a missing page', async () => {
    await expectRefusal(/The page is not built: .*npm start/, { FACE_AUTH_WEB_DIR: join(folder, 'nowhere') });
  });

  it('says how to prepare missing models', async () => {
    await expectRefusal(/A model file is missing or changed; run .*nowhere/, {
      FACE_AUTH_MODELS_DIR: join(folder, 'nowhere'),
    });
  });

  it('names a data folder that cannot be written', async () => {
    await writeFile(data, 'a file in the place of the folder');
    await expectRefusal(/The data folder cannot be used: .*data cannot be written: .*FACE_AUTH_DATA/);
  });

  it('names a broken database and leaves it as it is', async () => {
    await mkdir(data);
    await writeFile(join(data, 'face-auth.db'), 'not a database. '.repeat(1_000));
    await expectRefusal(/The database file is broken: .*face-auth\.db: .*restore it from a backup/);
    expect(await readFile(join(data, 'face-auth.db'), 'utf8')).toBe('not a database. '.repeat(1_000));
  });

  it('names a key file that others can read', async () => {
    await writeFile(join(folder, 'key'), Buffer.alloc(32), { mode: 0o644 });
    await expectRefusal(/The key file can be read by others: .*chmod 600/, { FACE_AUTH_KEY_FILE: join(folder, 'key') });
  });

  it('notices a key that is not the one of the database', async () => {
    const own = openSqliteStore({ dataDir: data, keyFile: join(data, 'key') });
    await own.store.close();
    await writeFile(join(folder, 'other-key'), Buffer.alloc(32, 7), { mode: 0o600 });
    await expectRefusal(/The key file is not the one the database was made with: put the right one to .*other-key/, {
      FACE_AUTH_KEY_FILE: join(folder, 'other-key'),
    });
  });

  it('notices another process on the same data folder', async () => {
    const { store } = openSqliteStore({ dataDir: data, keyFile: join(data, 'key') });
    await expectRefusal(/The data folder is in use by another process: stop the process that uses .*face-auth\.db/);
    await store.close();
  });

  it('names an invitation file that could be guessed', async () => {
    await writeFile(join(folder, 'invitation'), 'secret');
    await expectRefusal(/must hold 20 to 256 letters/, { FACE_AUTH_INVITATION_FILE: join(folder, 'invitation') });
  });
});
