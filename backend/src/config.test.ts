import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configuration } from './commands/configuration.ts';
import { readConfig } from './config.ts';

describe('readConfig', () => {
  it('needs no setting', () => {
    expect(readConfig({ PATH: '/bin' })).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: undefined,
      engine: 'onnx',
      falseMatchRate: '1e-4',
      logLevel: 'info',
      trustedProxies: [],
    });
    expect(readConfig({}).moves).toHaveLength(6);
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({ FACE_AUTH_PORT: '', FACE_AUTH_TRUSTED_PROXIES: '' })).toMatchObject({
      port: 8080,
      trustedProxies: [],
    });
  });

  it('keeps the key in the data folder unless told otherwise', () => {
    expect(readConfig({ FACE_AUTH_DATA: '/srv/data' }).keyFile).toBe('/srv/data/key');
    expect(readConfig({ FACE_AUTH_DATA: '/srv/data', FACE_AUTH_KEY_FILE: '/run/key' }).keyFile).toBe('/run/key');
  });

  it('reads lists with spaces', () => {
    const config = readConfig({
      FACE_AUTH_MOVES: 'turn-left, blink',
      FACE_AUTH_TRUSTED_PROXIES: '10.42.0.0/16, fd00::/8,127.0.0.1',
    });
    expect(config.moves).toEqual(['turn-left', 'blink']);
    expect(config.trustedProxies).toEqual(['10.42.0.0/16', 'fd00::/8', '127.0.0.1']);
  });

  it('takes a slash at the end of the public address', () => {
    expect(readConfig({ FACE_AUTH_PUBLIC_URL: 'https://login.example.com/' }).publicUrl).toBe(
      'https://login.example.com',
    );
  });

  it.each([
    ['FACE_AUTH_PORT', '80.5'],
    ['FACE_AUTH_PORT', '65536'],
    ['FACE_AUTH_PORT', 'http'],
    ['FACE_AUTH_PUBLIC_URL', 'login.example.com'],
    ['FACE_AUTH_PUBLIC_URL', 'ftp://login.example.com'],
    ['FACE_AUTH_PUBLIC_URL', 'https://example.com/login'],
    ['FACE_AUTH_MOVES', 'turn-left'],
    ['FACE_AUTH_MOVES', 'turn-left,turn-left'],
    ['FACE_AUTH_MOVES', 'blink,open-mouth'],
    ['FACE_AUTH_MOVES', 'turn-left,nod'],
    ['FACE_AUTH_FALSE_MATCH_RATE', '1e-6'],
    ['FACE_AUTH_ENGINE', 'tensorflow'],
    ['FACE_AUTH_LOG_LEVEL', 'loud'],
    ['FACE_AUTH_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['FACE_AUTH_TRUSTED_PROXIES', 'proxy.example.com'],
  ])('refuses %s=%s in a sentence that names it', (name, value) => {
    const hint = expect.stringMatching(new RegExp(`^${name} is "${value}" but must be \\w`)) as string;
    expect(() => readConfig({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'setting-invalid', detail: { hint } }) as Error,
    );
  });

  it('wants a calibration with a recogniser, but takes one alone', () => {
    const files = { FACE_AUTH_RECOGNISER_FILE: 'r50.onnx', FACE_AUTH_CALIBRATION_FILE: '/run/r50.json' };
    expect(readConfig(files)).toMatchObject({
      recogniserFile: resolve('r50.onnx'),
      calibrationFile: '/run/r50.json',
    });
    expect(readConfig({ FACE_AUTH_CALIBRATION_FILE: '/run/own.json' })).toMatchObject({ recogniserFile: undefined });
    const hint = expect.stringMatching(/^FACE_AUTH_RECOGNISER_FILE needs FACE_AUTH_CALIBRATION_FILE: /) as string;
    expect(() => readConfig({ FACE_AUTH_RECOGNISER_FILE: 'r50.onnx' })).toThrow(
      expect.objectContaining({ code: 'setting-invalid', detail: { hint } }) as Error,
    );
  });

  it('refuses a name that is no setting, and says which there are', () => {
    const hint = expect.stringMatching(/^FACE_AUTH_PROT is not a setting; the settings are FACE_AUTH_ROLE, /) as string;
    expect(() => readConfig({ FACE_AUTH_PROT: '80' })).toThrow(expect.objectContaining({ detail: { hint } }) as Error);
  });

  it('says where the names that Kubernetes makes of a Service come from', () => {
    const hint = expect.stringContaining('enableServiceLinks: false') as string;
    const env = { FACE_AUTH_SERVICE_HOST: '10.43.0.7' };
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ detail: { hint } }) as Error);
  });
});

describe('docs/configuration.md', () => {
  it('is what the settings say; `node backend/src/main.ts configuration` makes it anew', async () => {
    expect(await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8')).toBe(configuration());
  });
});
