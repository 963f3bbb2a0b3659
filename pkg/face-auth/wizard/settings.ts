import type { Toleration } from '@face-auth/placement';

/** The values of the chart that the form shows. Other values may stand beside them and are kept. */
export interface Settings {
  hostname: string;
  replicas: number;
  image: { registry: string };
  ingress: { className: string };
  tls: { source: TlsSource; secretName: string; issuer: { name: string; kind: 'ClusterIssuer' | 'Issuer' } };
  login: { moves: string[]; falseMatchRate: string };
  persistence: { storageClass: string; size: string; existingClaim: string };
  nodeSelector: Record<string, string>;
  tolerations: Toleration[];
  affinity: { nodeAffinity?: ShellNodeAffinity; [other: string]: unknown };
}

export type TlsSource = 'self-signed' | 'secret' | 'cert-manager';

/** Kubernetes' node affinity, as the shell's form gives it. */
export interface ShellNodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: ShellTerm[] };
  preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference: ShellTerm }[];
}

export interface ShellTerm {
  matchExpressions?: ShellRequirement[];
  matchFields?: ShellRequirement[];
  [other: string]: unknown;
}

export interface ShellRequirement {
  key: string;
  operator: string;
  values?: string[] | string;
  [other: string]: unknown;
}

export const TLS_SOURCES: readonly TlsSource[] = ['self-signed', 'secret', 'cert-manager'];
export const MOVES = ['turn-left', 'turn-right', 'look-up', 'look-down', 'blink', 'open-mouth'] as const;
/** Only these show that a face has depth. */
export const HEAD_MOVES: readonly string[] = ['turn-left', 'turn-right', 'look-up', 'look-down'];
export const FALSE_MATCH_RATES = ['1e-5', '1e-4', '1e-3'] as const;

/**
 * Fills in what the values leave out, in place: the form's fields can be bound then. The chart's own defaults are all
 * there as a rule; a release installed by hand may lack some.
 */
export function completeSettings(values: Record<string, unknown>): Settings {
  return fill(values, {
    hostname: '',
    replicas: 1,
    image:    { registry: '' },
    ingress:  { className: '' },
    tls:      {
      source: 'self-signed', secretName: '', issuer: { name: '', kind: 'ClusterIssuer' }
    },
    login:       { moves: [...MOVES], falseMatchRate: '1e-4' },
    persistence: {
      storageClass: '', size: '1Gi', existingClaim: ''
    },
    nodeSelector: {},
    tolerations:  [],
    affinity:     {},
  }) as unknown as Settings;
}

function fill(values: Record<string, unknown>, defaults: Record<string, unknown>): Record<string, unknown> {
  for (const [key, standard] of Object.entries(defaults)) {
    values[key] ??= standard;
    if (isMap(standard) && isMap(values[key])) {
      fill(values[key], standard);
    }
  }

  return values;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets where the certificate comes from, and clears what belongs to the other sources: the chart refuses leftovers. */
export function setTlsSource(settings: Settings, source: TlsSource): void {
  settings.tls.source = source;
  if (source !== 'secret') {
    settings.tls.secretName = '';
  }
  if (source !== 'cert-manager') {
    settings.tls.issuer.name = '';
  }
}
