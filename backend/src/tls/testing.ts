/** For tests: authorities and the certificates they sign, made on the spot. */
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rename, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { TlsCredentials, TlsPaths } from './tls-files.ts';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60_000;

export interface Authority {
  /** Its own certificate, PEM. */
  readonly ca: string;
  /** A certificate of it. @param names DNS names or IPv4 addresses; good for servers. Without any it is good for clients. */
  issue(...names: string[]): Promise<TlsCredentials>;
}

export async function makeAuthority(): Promise<Authority> {
  const keys = await newKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    ...someDays(),
    name: `CN=test authority ${randomBytes(4).toString('hex')}`,
    keys,
    signingAlgorithm: ECDSA,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  const ca = own.toString('pem');

  return {
    ca,
    async issue(...names) {
      const { publicKey, privateKey } = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        ...someDays(),
        subject: 'CN=test',
        issuer: own.subject,
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ECDSA,
        extensions: names.length === 0 ? [usage('clientAuth')] : [usage('serverAuth'), alternativeNames(names)],
      });
      const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
      return { cert: certificate.toString('pem'), key, ca };
    },
  };
}

const newKeys = () => crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);

const usage = (use: 'clientAuth' | 'serverAuth') => new ExtendedKeyUsageExtension([ExtendedKeyUsage[use]]);

const alternativeNames = (names: readonly string[]) =>
  new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const), value })),
  );

function someDays() {
  const now = Date.now();
  return {
    serialNumber: randomBytes(8).toString('hex'),
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + DAY_MS),
  };
}

/** A folder whose files change all at once, as a mounted Kubernetes Secret does: links into a folder, itself a link that is swapped. */
export async function mountSecret(credentials: TlsCredentials): Promise<
  TlsPaths & {
    swap(credentials: TlsCredentials): Promise<void>;
    remove(): Promise<void>;
  }
> {
  const folder = await mkdtemp(join(tmpdir(), 'face-auth-tls-'));
  const paths = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key'), caFile: join(folder, 'ca.crt') };
  let version = 0;
  const swap = async ({ cert, key, ca }: TlsCredentials): Promise<void> => {
    const data = `..${++version}`;
    await mkdir(join(folder, data));
    await Promise.all([
      writeFile(join(folder, data, 'tls.crt'), cert),
      writeFile(join(folder, data, 'tls.key'), key, { mode: 0o600 }),
      writeFile(join(folder, data, 'ca.crt'), ca),
    ]);
    await symlink(data, join(folder, '..data_tmp'));
    await rename(join(folder, '..data_tmp'), join(folder, '..data'));
  };
  await swap(credentials);
  for (const file of ['tls.crt', 'tls.key', 'ca.crt']) await symlink(join('..data', file), join(folder, file));
  return { ...paths, swap, remove: () => rm(folder, { recursive: true }) };
}
