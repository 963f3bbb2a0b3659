import { parseBytes } from '@face-auth/placement';
import { HEAD_MOVES, type Settings } from './settings.ts';

export type Field = 'hostname' | 'tlsSecretName' | 'tlsIssuerName' | 'storageSize' | 'replicas' | 'imageRegistry' | 'moves';

/** Field -> what is wrong with it, as a key below `faceAuth.settings.problem`. Empty when the chart will take the settings. */
export type Problems = Partial<Record<Field, string>>;

/** RFC 1123, as Kubernetes holds names of objects and hosts of ingresses to it. */
const DNS_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const IP_ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const REGISTRY = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9._/-]+)?$/i;

export function checkSettings(settings: Settings): Problems {
  const problems: Record<Field, string | undefined> = {
    hostname:      hostnameProblem(settings.hostname),
    tlsSecretName: settings.tls.source === 'secret' ? nameProblem('tlsSecretName', settings.tls.secretName) : undefined,
    tlsIssuerName: settings.tls.source === 'cert-manager' ? nameProblem('tlsIssuerName', settings.tls.issuer.name) : undefined,
    storageSize:   settings.persistence.existingClaim === '' ? sizeProblem(settings.persistence.size) : undefined,
    replicas:      settings.replicas === 0 || settings.replicas === 1 ? undefined : 'replicas',
    imageRegistry: settings.image.registry === '' || REGISTRY.test(settings.image.registry) ? undefined : 'imageRegistry',
    moves:         movesProblem(settings.login.moves),
  };

  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}

function hostnameProblem(hostname: string): string | undefined {
  if (hostname === '') {
    return 'hostname.missing';
  }
  if (hostname.includes('/') || hostname.includes(':')) {
    return 'hostname.url';
  }
  if (/[A-Z]/.test(hostname)) {
    return 'hostname.capitals';
  }
  if (IP_ADDRESS.test(hostname)) {
    return 'hostname.address';
  }

  return isDnsName(hostname) ? undefined : 'hostname.invalid';
}

function nameProblem(field: 'tlsSecretName' | 'tlsIssuerName', name: string): string | undefined {
  if (name === '') {
    return `${ field }.missing`;
  }

  return isDnsName(name) ? undefined : `${ field }.invalid`;
}

function isDnsName(name: string): boolean {
  return name.length <= 253 && DNS_NAME.test(name) && name.split('.').every((label) => label.length <= 63);
}

function sizeProblem(size: string): string | undefined {
  return (parseBytes(size) ?? 0) > 0 ? undefined : 'storageSize';
}

function movesProblem(moves: readonly string[]): string | undefined {
  if (new Set(moves).size < 2) {
    return 'moves.few';
  }

  return moves.some((move) => HEAD_MOVES.includes(move)) ? undefined : 'moves.noHead';
}
