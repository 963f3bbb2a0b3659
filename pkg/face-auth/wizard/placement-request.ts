import { API_VERSION, parseRequest, type PlacementRequestInput } from '@face-auth/placement';
import { RELEASE } from '../names.ts';
import { checkSettings, type Problems } from './check-settings.ts';
import { withDefaultRegistry } from './default-registry.ts';
import { isMap, type Settings } from './settings.ts';
import { valuesDiff } from './values-diff.ts';

type Spec = PlacementRequestInput['spec'];
type Values = Readonly<Record<string, unknown>>;

export interface Wish {
  readonly settings: Settings;
  /** The chart's own values. */
  readonly defaults: Values;
  /** Rancher's own; may be empty. */
  readonly registry: string;
  /** Of the chart. */
  readonly version: string;
  readonly loginsPerMinute: number;
  readonly selection: Spec['selection'];
}

/** Nobody has it (RFC 2606). It stands for the hostname until there is one, so that all else can be judged. */
export const NO_HOSTNAME = 'not-yet-given.invalid';

/** Values that the plan makes of the rest of the request. All others go to the chart as they are. */
const PLANNED = [
  ['hostname'],
  ['replicas'],
  ['ingress', 'className'],
  ['tls'],
  ['persistence'],
  ['nodeSelector'],
  ['tolerations'],
  ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'],
];

/** What these settings ask of a cluster. What the form still finds wrong is left as the chart has it: the form speaks of it. */
export function placementRequest(wish: Wish): ReturnType<typeof parseRequest> {
  const {
    settings, version, loginsPerMinute, selection
  } = wish;
  const problems = checkSettings(settings);
  const terms = settings.affinity.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const { storageClass, size, existingClaim } = settings.persistence;

  return parseRequest({
    apiVersion: API_VERSION,
    kind:       'PlacementRequest',
    metadata:   { name: RELEASE.name },
    spec:       {
      release: { ...RELEASE, version },
      selection,
      load:    { loginsPerMinute },
      store:   {
        storageClass, existingClaim, ...(!problems.storageSize && size !== '' && { size })
      },
      hostname:    problems.hostname ? NO_HOSTNAME : settings.hostname,
      ...tls(settings, problems),
      exposure:    { kind: 'ingress', className: settings.ingress.className },
      constraints: {
        tolerations:  settings.tolerations,
        nodeSelector: settings.nodeSelector,
        ...(terms.length > 0 && { nodeAffinity: terms }),
      },
      values: furtherValues(wish),
    },
  });
}

function tls({ tls: { source, secretName, issuer } }: Settings, problems: Problems): { tls?: unknown } {
  if (source === 'secret' && !problems.tlsSecretName) {
    return { tls: { source, secretName } };
  }

  return source === 'cert-manager' && !problems.tlsIssuerName ? { tls: { source, issuer } } : {};
}

/** No replicas pause the release; it is judged as if it ran. */
function furtherValues({ settings, defaults, registry }: Wish): Values {
  const changed = valuesDiff(defaults, withDefaultRegistry(settings, registry));

  return { ...PLANNED.reduce(without, changed), ...(settings.replicas === 0 && { replicas: 0 }) };
}

/** Without what is at the path, and without the maps that are empty then. */
function without(values: Values, [key = '', ...rest]: readonly string[]): Values {
  const { [key]: found, ...others } = values;

  if (found === undefined) {
    return values;
  }
  const left = rest.length > 0 && isMap(found) ? without(found, rest) : {};

  return Object.keys(left).length > 0 ? { ...others, [key]: left } : others;
}
