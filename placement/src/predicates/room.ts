import { amountsText, amountText } from '../amounts-text.ts';
import type { NodeFacts } from '../facts/cluster-facts.ts';
import { minus, type Resources } from '../resources.ts';
import type { Candidate, Predicate } from '../rule.ts';
import { firstObstacle } from '../scheduling/node-fit.ts';
import type { Misfit, NodeRefusal } from '../scheduling/pack-pods.ts';
import type { PodShape } from '../scheduling/pod-shape.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';
import { roomRemedy } from './room-remedy.ts';

/** Reasons named in one sentence: more would not be read. */
const NAMED = 3;

/** Hard rule: each pod finds a node that has room for the whole of it. What is free on two nodes together helps nobody. */
export const room: Predicate = {
  id: 'room',
  title: 'Room',
  after: ['connected', 'node-set'],
  check(candidate) {
    const { packing, pod, sizing } = candidate;
    const needed = amountsText(pod.requests);
    if (packing === undefined) return notRead(candidate);
    if (packing.fits) {
      return pass(
        sizing.replicas === 1
          ? `one node has ${needed} free`
          : `${sizing.replicas} pods with ${needed} each find room on ${[...new Set(packing.nodes)].join(', ')}`,
      );
    }
    return fail(
      sizing.replicas === 1 ? onePod(candidate, packing) : severalPods(candidate, packing),
      roomRemedy(candidate, packing),
    );
  },
};

function notRead({ cluster, nodes }: Candidate): Verdict {
  if (!cluster.nodes.known) return unknown(`its nodes could not be read: ${cluster.nodes.why}`);
  const why = nodes?.flatMap(({ requested, pods }) => [requested, pods]).find((fact) => !fact.known);
  return unknown(`what its pods request could not be read${why && !why.known ? `: ${why.why}` : ''}`);
}

function onePod({ nodes = [], pod }: Candidate, { refusals }: Misfit): string {
  const needed = amountsText(pod.requests);
  const suited = nodes.filter((node) => firstObstacle(node, pod) === undefined);
  const onlyRoom = ofSuited(refusals, nodes, pod).every(
    ({ missing }) => missing !== undefined && Object.keys(missing).every((name) => !missing[name] || isShown(name)),
  );
  if (!onlyRoom) return `no node takes it: ${reasonsOf(ofSuited(refusals, nodes, pod))}`;

  const free = suited.map(freeOn);
  const cpu = Math.max(0, ...free.map((resources) => resources.cpu));
  const memory = Math.max(0, ...free.map((resources) => resources.memory));
  const most =
    cpu >= pod.requests.cpu && memory >= pod.requests.memory
      ? 'no single fitting node has both free'
      : `at most ${amountText('cpu', cpu)} and ${amountText('memory', memory)} are free on a fitting node`;
  return `it needs ${needed} on one node, ${most}`;
}

function severalPods({ nodes = [], pod, sizing }: Candidate, { placed, refusals }: Misfit): string {
  const needed = amountsText(pod.requests);
  return `${placed} of ${sizing.replicas} pods with ${needed} each find a node: ${reasonsOf(ofSuited(refusals, nodes, pod))}`;
}

/** Of nodes that could run it: why the others cannot is the predicate before. */
function ofSuited(refusals: readonly NodeRefusal[], nodes: readonly NodeFacts[], pod: PodShape): NodeRefusal[] {
  const suited = new Set(nodes.filter((node) => firstObstacle(node, pod) === undefined).map(({ name }) => name));
  return refusals.filter(({ node }) => suited.has(node));
}

function reasonsOf(refusals: readonly NodeRefusal[]): string {
  const more = refusals.length > NAMED ? `, and ${refusals.length - NAMED} more` : '';
  return `${refusals
    .slice(0, NAMED)
    .map(({ reason }) => reason)
    .join('; ')}${more}`;
}

function isShown(name: string): boolean {
  return name === 'cpu' || name === 'memory';
}

function freeOn(node: NodeFacts): Resources {
  return node.requested.known ? minus(node.allocatable, node.requested.value) : { cpu: 0, memory: 0 };
}
