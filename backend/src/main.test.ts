import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { programFolder, startProgram } from './testing.ts';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await programFolder();
  data = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true }));

const start = (settings?: Record<string, string>, args?: string[]) => startProgram(folder, settings, args);

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

  it.each([
    {
      what: 'a gateway that knows no inference server',
      settings: { FACE_AUTH_ROLE: 'gateway' },
      says: /FACE_AUTH_INFERENCE_URL must be set/,
    },
    {
      what: 'an inference server open to all without TLS',
      settings: { FACE_AUTH_ROLE: 'inference', FACE_AUTH_HOST: '0.0.0.0' },
      says: /FACE_AUTH_HOST is "0.0.0.0": to be reached from other machines the role inference needs/,
    },
    {
      what: 'TLS files that are not there',
      settings: {
        FACE_AUTH_ROLE: 'inference',
        FACE_AUTH_TLS_CERT_FILE: '/nowhere/tls.crt',
        FACE_AUTH_TLS_KEY_FILE: '/nowhere/tls.key',
        FACE_AUTH_TLS_CA_FILE: '/nowhere/ca.crt',
      },
      says: /The TLS files cannot be used: .*tls.crt does not exist/,
    },
  ])('names $what', async ({ settings, says }) => {
    await expectRefusal(says, settings);
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
