import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../observe/log.ts';
import { makeAuthority, mountSecret, type Authority } from './testing.ts';
import { openTlsFiles, type TlsCredentials, type TlsFiles } from './tls-files.ts';

/** On a busy machine too. */
const WITHIN = { timeout: 4_000 };

let authority: Authority;
let first: TlsCredentials;
let secret: Awaited<ReturnType<typeof mountSecret>>;
let lines: string[];
let files: TlsFiles | undefined;
beforeEach(async () => {
  authority = await makeAuthority();
  first = await authority.issue('inference.test');
  secret = await mountSecret(first);
  lines = [];
});
afterEach(async () => {
  files?.close();
  await secret.remove();
});

const open = (): TlsFiles => {
  const log = createLog({ level: 'info', format: 'text', write: (line) => lines.push(line) });
  files = openTlsFiles(secret, { log, everyMs: 10 });
  return files;
};
const nextChange = (of: TlsFiles): Promise<TlsCredentials> => new Promise((resolve) => of.onChange(resolve));

describe('TLS files', () => {
  it('are followed when the links of a mounted Secret are swapped', async () => {
    const opened = open();
    expect(opened.current).toEqual(first);

    const changed = nextChange(opened);
    const second = await authority.issue('inference.test');
    await secret.swap(second);
    expect(await changed).toEqual(second);
    expect(opened.current).toEqual(second);
    expect(lines.join('')).toMatch(/The TLS files have changed; .* ends on \d{4}-/);
  });

  it('are followed when one is replaced in place', async () => {
    const opened = open();
    const changed = nextChange(opened);
    const { ca } = await makeAuthority();
    await writeFile(secret.caFile, first.ca + ca);

    expect(await changed).toEqual({ ...first, ca: first.ca + ca });
  });

  it('stay as they were while the key does not fit the certificate, and until it does', async () => {
    const opened = open();
    const second = await authority.issue('inference.test');
    await writeFile(secret.certFile, second.cert);
    await vi.waitFor(() => {
      expect(lines.join('')).toContain('tls.key does not fit the certificate of ');
    }, WITHIN);
    expect(opened.current).toEqual(first);

    const changed = nextChange(opened);
    await writeFile(secret.keyFile, second.key);
    expect(await changed).toEqual(second);
    expect(lines.filter((line) => line.includes('does not fit'))).toHaveLength(1);
  });

  it('stay as they were while one is gone', async () => {
    const opened = open();
    await rename(join(secret.certFile, '..', '..data'), join(secret.certFile, '..', 'away'));
    await vi.waitFor(() => {
      expect(lines.join('')).toContain('tls.crt does not exist');
    }, WITHIN);

    expect(opened.current).toEqual(first);
  });

  it.each([
    {
      name: 'a certificate that is none',
      file: 'certFile',
      text: 'words',
      says: /tls.crt holds no certificate in PEM/,
    },
    {
      name: 'a broken certificate',
      file: 'caFile',
      text: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      says: /ca.crt holds a broken certificate/,
    },
    { name: 'a key that is none', file: 'keyFile', text: 'words', says: /tls.key holds no private key in PEM/ },
  ] as const)('end the start with $name', async ({ file, text, says }) => {
    await writeFile(secret[file], text);

    const detail = { hint: expect.stringMatching(says) as string };
    expect(open).toThrow(expect.objectContaining({ code: 'tls-unusable', detail }) as Error);
  });

  it('end the start with the key of another certificate', async () => {
    await writeFile(secret.keyFile, (await authority.issue('inference.test')).key);

    const detail = { hint: expect.stringContaining('does not fit the certificate') as string };
    expect(open).toThrow(expect.objectContaining({ code: 'tls-unusable', detail }) as Error);
  });
});
