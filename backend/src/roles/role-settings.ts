import { BlockList, isIP } from 'node:net';
import type { TlsPaths } from '../tls/tls-files.ts';

/** What a process does. */
export const ROLES = ['all', 'gateway', 'inference'] as const;
export type Role = (typeof ROLES)[number];

/** The settings that say how the roles reach each other. */
export interface RoleSettings {
  readonly FACE_AUTH_ROLE: Role;
  readonly FACE_AUTH_HOST: string;
  readonly FACE_AUTH_HEALTH_PORT?: number | undefined;
  readonly FACE_AUTH_INFERENCE_URL?: string | undefined;
  readonly FACE_AUTH_TLS_CERT_FILE?: string | undefined;
  readonly FACE_AUTH_TLS_KEY_FILE?: string | undefined;
  readonly FACE_AUTH_TLS_CA_FILE?: string | undefined;
}

const TLS_SETTINGS = ['FACE_AUTH_TLS_CERT_FILE', 'FACE_AUTH_TLS_KEY_FILE', 'FACE_AUTH_TLS_CA_FILE'] as const;
const ALL_TLS_SETTINGS = `${TLS_SETTINGS[0]}, ${TLS_SETTINGS[1]} and ${TLS_SETTINGS[2]}`;

export const INFERENCE_URL_MISSING =
  'FACE_AUTH_INFERENCE_URL must be set: the role gateway has its pictures judged by another process';

/** Pictures of faces go between the roles, so nothing but mutual TLS leaves the machine. @returns A sentence on what does not fit together. */
export function roleProblem(settings: RoleSettings): string | undefined {
  const { FACE_AUTH_ROLE: role, FACE_AUTH_INFERENCE_URL: url } = settings;
  const missing = TLS_SETTINGS.filter((name) => settings[name] === undefined);
  if (missing.length === 1 || missing.length === 2) {
    return `${missing.join(' and ')} must be set too: TLS needs all of ${ALL_TLS_SETTINGS}`;
  }
  const hasTls = missing.length === 0;
  if (settings.FACE_AUTH_HEALTH_PORT !== undefined && role !== 'inference') {
    return `FACE_AUTH_HEALTH_PORT is for the role inference; the role ${role} answers on FACE_AUTH_PORT`;
  }
  if (url !== undefined && role !== 'gateway') {
    return `FACE_AUTH_INFERENCE_URL is for the role gateway; the role ${role} judges pictures itself`;
  }
  switch (role) {
    case 'all':
      return hasTls ? `${ALL_TLS_SETTINGS} are for the roles gateway and inference, and the role is all` : undefined;
    case 'gateway':
      return gatewayProblem(url, hasTls);
    case 'inference':
      return hasTls || isThisMachine(settings.FACE_AUTH_HOST)
        ? undefined
        : `FACE_AUTH_HOST is "${settings.FACE_AUTH_HOST}": to be reached from other machines the role inference needs ${ALL_TLS_SETTINGS}`;
  }
}

function gatewayProblem(url: string | undefined, hasTls: boolean): string | undefined {
  if (url === undefined) {
    return INFERENCE_URL_MISSING;
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') {
    return hasTls ? undefined : `FACE_AUTH_INFERENCE_URL is https: it needs ${ALL_TLS_SETTINGS}`;
  }
  if (!isThisMachine(hostname)) {
    return `FACE_AUTH_INFERENCE_URL is "${url}": pictures go to other machines by https only`;
  }
  return hasTls ? `FACE_AUTH_INFERENCE_URL is http: with ${ALL_TLS_SETTINGS} it must be https` : undefined;
}

/** All three or none, when `roleProblem` has found none. */
export function tlsPaths(settings: RoleSettings): TlsPaths | undefined {
  const [certFile, keyFile, caFile] = TLS_SETTINGS.map((name) => settings[name]);
  if (certFile === undefined || keyFile === undefined || caFile === undefined) return undefined;
  return { certFile, keyFile, caFile };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether nobody outside of this machine can be meant. @param host Name or address, also as it stands in a URL. */
export function isThisMachine(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '');
  if (isIP(plain) === 0) return plain === 'localhost';
  return loopback.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}
