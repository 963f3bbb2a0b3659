import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FaceAuthError } from '../errors.ts';
import type { Log } from '../observe/log.ts';

/** Where the files are; all PEM. */
export interface TlsPaths {
  /** The own certificate, followed by those of its issuers, if any. */
  readonly certFile: string;
  readonly keyFile: string;
  /** The authorities whose certificates the other side must show. */
  readonly caFile: string;
}

/** What the files hold, as Node's TLS takes it. */
export interface TlsCredentials {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** Credentials that follow their files. */
export interface TlsFiles {
  readonly current: TlsCredentials;
  /** Calls back with each new set of credentials. */
  onChange(listener: (credentials: TlsCredentials) => void): void;
  /** Looks at the files no more. */
  close(): void;
}

/**
 * Reads the files now and again every few seconds: by content, so that it does not matter how they are replaced (written in
 * place, renamed, the swapped symbolic links of a Kubernetes Secret). Files that cannot be used, a key that does not fit its
 * certificate among them, change nothing: the credentials there are stay in use, and the log says so once.
 *
 * @throws FaceAuthError 'tls-unusable' when the files cannot be used at the start.
 */
export function openTlsFiles(paths: TlsPaths, { log, everyMs = 5_000 }: { log: Log; everyMs?: number }): TlsFiles {
  const listeners: ((credentials: TlsCredentials) => void)[] = [];
  let current = readCredentials(paths);
  let lastProblem: string | undefined;

  const look = (): void => {
    try {
      const found = readCredentials(paths);
      lastProblem = undefined;
      if (found.cert === current.cert && found.key === current.key && found.ca === current.ca) return;
      current = found;
      log.info(`The TLS files have changed; new connections use the certificate that ends on ${endOf(found.cert)}`);
      for (const listener of listeners) listener(found);
    } catch (error) {
      const problem = error instanceof FaceAuthError ? String(error.detail['hint']) : String(error);
      if (problem !== lastProblem) log.error(`The TLS files cannot be used, the ones before stay in use: ${problem}`);
      lastProblem = problem;
    }
  };
  const timer = setInterval(look, everyMs).unref();

  return {
    get current() {
      return current;
    },
    onChange(listener) {
      listeners.push(listener);
    },
    close() {
      clearInterval(timer);
    },
  };
}

function readCredentials({ certFile, keyFile, caFile }: TlsPaths): TlsCredentials {
  const [cert, key, ca] = [read(certFile), read(keyFile), read(caFile)];
  const own = certificatesOf(certFile, cert)[0];
  certificatesOf(caFile, ca);
  const isOwnKey = attempt(keyFile, 'holds no private key in PEM without a passphrase', () =>
    own?.checkPrivateKey(createPrivateKey(key)),
  );
  if (isOwnKey !== true) unusable(keyFile, `does not fit the certificate of ${certFile}`);
  return { cert, key, ca };
}

function read(file: string): string {
  return attempt(file, 'cannot be read', () => readFileSync(file, 'utf8'));
}

/** At least one. */
function certificatesOf(file: string, pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs);
  if (blocks === null) unusable(file, 'holds no certificate in PEM');
  return attempt(file, 'holds a broken certificate', () => blocks.map((block) => new X509Certificate(block)));
}

const endOf = (cert: string): string => new X509Certificate(cert).validToDate.toISOString();

function attempt<T>(file: string, problem: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    return unusable(file, problem, cause);
  }
}

function unusable(file: string, problem: string, cause?: unknown): never {
  const why = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'does not exist' : problem;
  throw new FaceAuthError('tls-unusable', { hint: `${file} ${why}` }, { cause });
}
