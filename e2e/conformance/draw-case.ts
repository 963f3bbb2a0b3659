import { type Random, seededRandom } from '@face-auth/placement/sim';
import type { NodeTaint } from '../../placement/src/scheduling/node-taint.ts';
import type { PlacementRequestInput } from '../../placement/src/request/placement-request.ts';

type Constraints = NonNullable<PlacementRequestInput['spec']['constraints']>;
type PodTerm = NonNullable<Constraints['podAffinity']>[number];
type Toleration = NonNullable<Constraints['tolerations']>[number];
type NodeTerm = NonNullable<Constraints['nodeAffinity']>[number];

/** One question to planner and scheduler: these nodes with these pods on them, and that release. All of it from its seed. */
export interface SchedulerCase {
  readonly seed: number;
  readonly nodes: readonly CaseNode[];
  readonly pods: readonly CasePod[];
  readonly replicas: number;
  /** Of each pod of the release: the chart's own, which are the least, or more. */
  readonly requests: CaseResources;
  readonly constraints: Constraints;
}

/** CPU in millicores, memory in MiB. */
export interface CaseResources {
  readonly cpu: number;
  readonly memory: number;
}

export interface CaseNode {
  readonly name: string;
  readonly os: string;
  readonly architecture: string;
  readonly ready: boolean;
  readonly cordoned: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  readonly allocatable: CaseResources & { readonly pods: number };
}

/** A pod of somebody else, on a node already. */
export interface CasePod {
  readonly name: string;
  readonly namespace: string;
  readonly node: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly CaseContainer[];
  readonly initContainers: readonly CaseContainer[];
  readonly antiAffinity: readonly PodTerm[];
  /** `ended`: has succeeded, takes no room; `ending`: is being deleted, takes it until it is gone. */
  readonly state: 'running' | 'ended' | 'ending';
}

export interface CaseContainer {
  /** Undefined: it asks for nothing. */
  readonly requests?: CaseResources;
  readonly isSidecar?: boolean;
}

export const RELEASE_NAMESPACE = 'conformance-release';
export const OTHER_NAMESPACE = 'conformance-other';
/** Label of the nodes of a case; the release asks for it, so that no other node of the cluster takes part. */
export const CASE_LABEL = 'conformance.face-auth.io/case';

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const TAINTS: readonly NodeTaint[] = [
  { key: 'dedicated', value: 'edge', effect: 'NoSchedule' },
  { key: 'team', value: 'batch', effect: 'NoSchedule' },
  { key: 'gpu', value: '', effect: 'NoSchedule' },
  { key: 'flaky', value: 'yes', effect: 'PreferNoSchedule' },
  { key: 'maintenance', value: '', effect: 'NoExecute' },
];
const APPS = ['till', 'cache', 'database'];
const OURS = { matchLabels: { 'app.kubernetes.io/name': 'face-auth' } };

/**
 * Two things are left out, in which the planner is stricter than the scheduler on purpose: a toleration for a while, with which
 * the pod would be put on a node and taken off again, and a node that is not ready and yet tolerated, on which it never starts.
 */
export function drawCase(seed: number): SchedulerCase {
  const random = seededRandom(seed);
  const tolerations = drawTolerations(random);
  const toleratesAll = tolerations.some(({ key }) => key === undefined);
  const nodes = Array.from({ length: random.integer(1, 6) }, (_, index) =>
    drawNode(random, seed, index + 1, toleratesAll),
  );
  return {
    seed,
    nodes,
    pods: nodes.flatMap((node) => drawPods(random, node)),
    replicas: random.integer(1, 3),
    requests: { cpu: random.integer(5, 30) * 50, memory: random.integer(8, 32) * 64 },
    constraints: { tolerations, ...drawConstraints(random, seed, nodes) },
  };
}

function drawNode(random: Random, seed: number, number: number, isReady: boolean): CaseNode {
  const name = `case-${seed}-${number}`;
  const architecture = random.weighted([
    { weight: 12, name: 'amd64' },
    { weight: 6, name: 'arm64' },
    { weight: 1, name: 's390x' },
  ]).name;
  const os = random.chance(0.95) ? 'linux' : 'windows';
  const zone = random.pick(['a', 'b', 'c', 'none']);
  return {
    name,
    os,
    architecture,
    ready: !random.chance(0.07) || isReady,
    cordoned: random.chance(0.1),
    labels: {
      [HOSTNAME]: name,
      [CASE_LABEL]: String(seed),
      'kubernetes.io/os': os,
      'kubernetes.io/arch': architecture,
      ...(zone !== 'none' && { [ZONE]: zone }),
      disk: random.pick(['ssd', 'hdd']),
      ...(random.chance(0.7) && { generation: String(random.integer(1, 9)) }),
    },
    taints: random.chance(0.25) ? drawSome(random, TAINTS, random.integer(1, 2)) : [],
    allocatable: {
      cpu: random.integer(2, 24) * 250,
      memory: random.integer(2, 24) * 512,
      pods: random.chance(0.2) ? random.integer(1, 5) : 110,
    },
  };
}

function drawPods(random: Random, node: CaseNode): CasePod[] {
  const pods: CasePod[] = [];
  let room = node.allocatable;
  for (let number = random.integer(0, 4); number > 0 && room.pods > 0; number--) {
    const pod = drawPod(random, node, number, room);
    pods.push(pod);
    if (pod.state === 'ended') continue;
    const most = mostOf(pod);
    room = { cpu: room.cpu - most.cpu, memory: room.memory - most.memory, pods: room.pods - 1 };
  }
  return pods;
}

function drawPod(random: Random, node: CaseNode, number: number, room: CaseResources): CasePod {
  // No part asks for more than a third of what is left, so that all of them together have room.
  const container = (): CaseContainer =>
    random.chance(0.2)
      ? {}
      : {
          requests: {
            cpu: random.integer(0, Math.floor(room.cpu / 3)),
            memory: random.integer(0, Math.floor(room.memory / 3)),
          },
        };
  const initContainers = random.chance(0.25)
    ? [{ ...container(), ...(random.chance(0.5) && { isSidecar: true }) }, ...(random.chance(0.3) ? [container()] : [])]
    : [];
  return {
    name: `${node.name}-${number}`,
    namespace: random.chance(0.85) ? OTHER_NAMESPACE : RELEASE_NAMESPACE,
    node: node.name,
    labels: { app: random.pick(APPS) },
    containers: [container()],
    initContainers,
    antiAffinity: random.chance(0.08) ? [drawForeignAntiAffinity(random)] : [],
    state: random.weighted([
      { weight: 18, name: 'running' as const },
      { weight: 1, name: 'ended' as const },
      { weight: 1, name: 'ending' as const },
    ]).name,
  };
}

/** At least what the scheduler counts for the pod: all of its parts together. */
function mostOf({ containers, initContainers }: CasePod): CaseResources {
  const parts = [...containers, ...initContainers];
  const sum = (of: keyof CaseResources): number =>
    parts.reduce((total, { requests }) => total + (requests?.[of] ?? 0), 0);
  return { cpu: sum('cpu'), memory: sum('memory') };
}

function drawForeignAntiAffinity(random: Random): PodTerm {
  return {
    labelSelector: random.pick([
      OURS,
      { matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'Exists' as const }] },
    ]),
    namespaces: [RELEASE_NAMESPACE],
    topologyKey: random.pick([HOSTNAME, ZONE]),
  };
}

function drawConstraints(random: Random, seed: number, nodes: readonly CaseNode[]): Constraints {
  const someName = random.pick(nodes).name;
  return {
    nodeSelector: { [CASE_LABEL]: String(seed), ...(random.chance(0.2) && { disk: 'ssd' }) },
    ...(random.chance(0.25) && { nodeAffinity: drawNodeAffinity(random, someName) }),
    podAffinity: random.chance(0.2) ? [random.chance(0.6) ? drawOthers(random) : drawOurselves(random)] : [],
    podAntiAffinity: random.chance(0.3) ? [random.chance(0.4) ? drawOthers(random) : drawOurselves(random)] : [],
  };
}

function drawOthers(random: Random): PodTerm {
  return {
    labelSelector: random.pick<NonNullable<PodTerm['labelSelector']>>([
      { matchLabels: { app: random.pick(APPS) } },
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['till', 'cache'] }] },
      { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['till'] }] },
    ]),
    ...(random.chance(0.7) && { namespaces: [OTHER_NAMESPACE] }),
    topologyKey: random.pick([HOSTNAME, ZONE]),
  };
}

function drawOurselves(random: Random): PodTerm {
  return { labelSelector: OURS, topologyKey: random.pick([HOSTNAME, ZONE]) };
}

function drawTolerations(random: Random): Toleration[] {
  if (random.chance(0.04)) return [{ operator: 'Exists' }];
  const choices: Toleration[] = [
    { key: 'dedicated', operator: 'Equal', value: 'edge', effect: 'NoSchedule' },
    { key: 'dedicated', operator: 'Exists' },
    { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'gpu', operator: 'Exists', effect: 'NoExecute' },
    { key: 'maintenance', operator: 'Exists', effect: 'NoExecute' },
    { key: 'maintenance', operator: 'Exists' },
  ];
  return drawSome(random, choices, random.pick([0, 0, 1, 1, 2]));
}

function drawNodeAffinity(random: Random, nodeName: string): NodeTerm[] {
  const terms: NodeTerm[] = [
    { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd', 'nvme'] }] },
    { matchExpressions: [{ key: 'generation', operator: 'Gt', values: ['3'] }] },
    { matchExpressions: [{ key: 'generation', operator: 'Lt', values: ['7'] }] },
    { matchExpressions: [{ key: 'generation', operator: 'DoesNotExist' }] },
    { matchExpressions: [{ key: ZONE, operator: 'NotIn', values: ['a'] }] },
    { matchExpressions: [{ key: ZONE, operator: 'Exists' }] },
    { matchFields: [{ key: 'metadata.name', operator: 'In', values: [nodeName] }] },
    {
      matchExpressions: [
        { key: 'disk', operator: 'In', values: ['hdd'] },
        { key: ZONE, operator: 'In', values: ['a', 'b'] },
      ],
    },
  ];
  return drawSome(random, terms, random.integer(1, 2));
}

/** So many different ones, in their order. */
function drawSome<T>(random: Random, choices: readonly T[], count: number): T[] {
  const chosen = new Set<T>();
  while (chosen.size < Math.min(count, choices.length)) chosen.add(random.pick(choices));
  return choices.filter((choice) => chosen.has(choice));
}
