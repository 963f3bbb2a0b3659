import { hostnameOf, missingLabelsOf } from '../hostname.ts';
import { parseBytes, parseQuantity } from '../quantity.ts';
import type { PlacementRequest } from './placement-request.ts';
import { foundText, pathText, type RequestProblem, valueAt } from './request-problem.ts';

type Check = (spec: PlacementRequest['spec']) => readonly Finding[];
interface Finding {
  /** Below `spec`. */
  readonly path: readonly PropertyKey[];
  readonly expected: string;
  /** Left out: what is at the path. */
  readonly found?: string;
}

/** What a schema cannot say: fields that only make sense together. */
export function checkMeaning(request: PlacementRequest): RequestProblem[] {
  return CHECKS.flatMap((check) => check(request.spec)).map(({ path, expected, found }) => ({
    path: pathText(['spec', ...path]),
    expected,
    found: found ?? foundText(valueAt(request.spec, path)),
  }));
}

const version: Check = ({ release }) =>
  release.version === undefined || /^\d+\.\d+\.\d+(-[-.0-9A-Za-z]+)?(\+[-.0-9A-Za-z]+)?$/.test(release.version)
    ? []
    : [{ path: ['release', 'version'], expected: 'an exact version such as 0.1.0' }];

/** Two clusters under one name would take each other's logins. */
const hostname: Check = ({ hostname: template, selection }) => {
  const path = ['hostname'];
  const one =
    (selection.mode === 'named' && new Set(selection.clusters).size === 1) ||
    (selection.mode === 'best' && selection.count === 1);
  const site = { name: 'site', labels: {} };
  const labels = Object.fromEntries(missingLabelsOf(template, site).map((key) => [key, 'label']));
  const sample = hostnameOf(template, { ...site, labels });

  if (sample === undefined) {
    return [{ path, expected: 'a DNS name, in which only {cluster} and {label:KEY} stand for something' }];
  }
  return one || sample !== template.toLowerCase()
    ? []
    : [{ path, expected: '{cluster} or {label:KEY} in it, for more than one cluster may be chosen' }];
};

const storeSize: Check = ({ store }) =>
  (parseBytes(store.size) ?? 0) > 0 ? [] : [{ path: ['store', 'size'], expected: 'an amount such as 1Gi' }];

const spread: Check = ({ spread: limits, selection }) => {
  if (limits.length === 0) return [];
  if (selection.mode !== 'best') {
    return [{ path: ['spread'], expected: 'none, for only a selection of the best can be spread' }];
  }
  const { count } = selection;
  const labels = [...new Set(limits.map(({ label }) => label))];
  return [
    ...(labels.length > 2
      ? [{ path: ['spread'], expected: 'limits on one label or two', found: `${labels.length} labels` }]
      : []),
    ...limits.flatMap(({ atMost, atLeast }, index) => {
      if (atMost === undefined && atLeast === undefined) {
        return [{ path: ['spread', index], expected: 'atMost, atLeast or both', found: 'neither' }];
      }
      return atLeast !== undefined && atLeast > count
        ? [{ path: ['spread', index, 'atLeast'], expected: `${count} at most, for so many clusters are chosen` }]
        : [];
    }),
  ];
};

const rings: Check = ({ rings: wishes }) => {
  const last = wishes.length - 1;
  const percent = wishes.reduce(
    (sum, { share }) => sum + (typeof share === 'string' ? Number.parseInt(share, 10) || 0 : 0),
    0,
  );
  const names = wishes.map(({ name }) => name);
  const clusters = wishes.flatMap((ring) => ring.clusters ?? []);
  return [
    ...wishes.flatMap(({ share }, index) => {
      if ((share === 'rest') === (index === last)) return [];
      const expected = index === last ? '"rest", for the last ring takes the rest' : '"rest" in the last ring only';
      return [{ path: ['rings', index, 'share'], expected }];
    }),
    ...(percent > 100 ? [{ path: ['rings'], expected: 'shares of 100% at most together', found: `${percent}%` }] : []),
    ...repeated(names).map((index) => ({ path: ['rings', index, 'name'], expected: 'a name that no other ring has' })),
    ...[...new Set(repeated(clusters).map((index) => clusters[index]))].map((cluster) => ({
      path: ['rings'],
      expected: `${cluster} in one ring only`,
      found: 'it in several',
    })),
  ];
};

const requirements: Check = ({ constraints }) => {
  const { requiredLabels, preferredLabels, nodeAffinity = [], podAffinity, podAntiAffinity } = constraints;
  const podTerms = { podAffinity, podAntiAffinity };
  const lists = [
    { path: ['requiredLabels'], requirements: requiredLabels },
    ...preferredLabels.map(({ requirement }, index) => ({
      path: ['preferredLabels', index, 'requirement'],
      requirements: requirement,
    })),
    ...nodeAffinity.flatMap(({ matchExpressions = [], matchFields = [] }, index) => [
      { path: ['nodeAffinity', index, 'matchExpressions'], requirements: matchExpressions },
      { path: ['nodeAffinity', index, 'matchFields'], requirements: matchFields },
    ]),
    ...Object.entries(podTerms).flatMap(([name, terms]) =>
      terms.map(({ labelSelector }, index) => ({
        path: [name, index, 'labelSelector', 'matchExpressions'],
        requirements: labelSelector?.matchExpressions ?? [],
      })),
    ),
  ];
  return lists.flatMap(({ path, requirements: list }) =>
    (Array.isArray(list) ? list : [list]).flatMap((requirement: Requirement, index) => {
      const expected = expectedValues(requirement);
      const at = Array.isArray(list) ? [...path, index] : path;
      return expected === undefined ? [] : [{ path: ['constraints', ...at, 'values'], expected }];
    }),
  );
};

interface Requirement {
  readonly operator: string;
  readonly values?: readonly string[];
}

function expectedValues({ operator, values = [] }: Requirement): string | undefined {
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    return values.length === 0 ? undefined : `none with ${operator}`;
  }
  if (operator === 'In' || operator === 'NotIn') return values.length > 0 ? undefined : `one or more with ${operator}`;
  return values.length === 1 && /^[+-]?\d+$/.test(values[0] ?? '') ? undefined : `one whole number with ${operator}`;
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Values that the plan makes from other fields: set past them, nothing would have been judged. */
const PLANNED: readonly (readonly [path: readonly string[], instead: string])[] = [
  [['hostname'], 'spec.hostname'],
  [['replicas'], 'spec.availability.replicas'],
  [['ingress', 'className'], 'spec.exposure.className'],
  [['tls'], 'spec.tls'],
  [['persistence'], 'spec.store'],
  [['resources', 'requests'], 'spec.load'],
  [['nodeSelector'], 'spec.constraints.nodeSelector'],
  [['tolerations'], 'spec.constraints.tolerations'],
  [['affinity', 'nodeAffinity', REQUIRED], 'spec.constraints.nodeAffinity'],
  [['affinity', 'podAffinity', REQUIRED], 'spec.constraints.podAffinity'],
  [['affinity', 'podAntiAffinity', REQUIRED], 'spec.constraints.podAntiAffinity'],
];

/** No replicas pause a release, which is judged as if it ran. */
const values: Check = ({ values: further }) =>
  PLANNED.filter(
    ([path]) => valueAt(further, path) !== undefined && !(path[0] === 'replicas' && further['replicas'] === 0),
  ).map(([path, instead]) => ({ path: ['values', ...path], expected: `it in ${instead}, where it is judged` }));

/** What is limited and not requested is requested as much as it is limited; of the rest nobody has looked for room. */
const limits: Check = ({ values: further }) => {
  const path = ['values', 'resources', 'limits'];
  return Object.entries(valueAt(further, path.slice(1)) ?? {}).flatMap(([name, amount]) => {
    if (name !== 'cpu' && name !== 'memory') {
      return [{ path: [...path, name], expected: 'limits of cpu and memory only, for no room is looked for others' }];
    }
    return amount === null || parseQuantity(String(amount)) !== undefined
      ? []
      : [{ path: [...path, name], expected: 'an amount such as 500m or 2Gi' }];
  });
};

const CHECKS: readonly Check[] = [version, hostname, storeSize, spread, rings, requirements, values, limits];

/** Indexes of what was there before. */
function repeated(words: readonly string[]): number[] {
  return words.flatMap((word, index) => (words.indexOf(word) < index ? [index] : []));
}
