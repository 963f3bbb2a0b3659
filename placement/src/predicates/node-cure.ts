import { compareText } from '../compare.ts';
import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Change } from '../remedy.ts';
import { missingCpuFeatures } from '../scheduling/cpu-features.ts';
import { matchesAffinity, type NodeSelectorTerm } from '../scheduling/node-affinity.ts';
import { missingLabels, obstaclesOf, unwelcome } from '../scheduling/node-fit.ts';
import type { NodeTaint } from '../scheduling/node-taint.ts';
import type { RefusalCause } from '../scheduling/pack-pods.ts';
import type { PodShape } from '../scheduling/pod-shape.ts';
import { taintText } from '../scheduling/toleration.ts';
import type { Remedy } from '../verdict.ts';

/** What would let the pod on a node; with changes, they are enough. */
export interface NodeCure extends Remedy {
  readonly node: string;
}

/** What would let the pod on this node, its room and other pods aside. */
export function cureFor(node: NodeFacts, pod: PodShape): NodeCure {
  const cures = obstaclesOf(node, pod).map(({ cause }) => curesOf(cause, node, pod));
  return {
    node: node.name,
    text: cures.map(({ text }) => text).join(', and '),
    by: cures.every(({ by }) => by === 'request') ? 'request' : 'cluster',
    changes: cures.every(({ changes }) => changes.length > 0) ? cures.flatMap(({ changes }) => changes) : [],
  };
}

/** All of them made. */
export function allOf(cures: readonly NodeCure[]): Remedy {
  return {
    text: cures.map(({ text }) => text).join(', and '),
    by: cures.some(({ by }) => by === 'cluster') ? 'cluster' : 'request',
    changes: cures.flatMap(({ changes }) => changes),
  };
}

/** Those with changes: the request's before the cluster's, few before many, then by the node's name. */
export function easiestFirst<Cure extends NodeCure>(cures: readonly Cure[]): Cure[] {
  const rank = ({ by }: Cure) => Number(by === 'cluster');
  return cures
    .filter(({ changes }) => changes.length > 0)
    .sort((a, b) => rank(a) - rank(b) || a.changes.length - b.changes.length || compareText(a.node, b.node));
}

function curesOf(cause: RefusalCause, node: NodeFacts, pod: PodShape): Remedy {
  switch (cause) {
    case 'os':
      return byHand('add a Linux node');
    case 'architecture':
      return byHand(`add a node of ${pod.architectures.join(' or ')}`);
    case 'cpu-features':
      return byHand(`add a node with ${missingCpuFeatures(node, pod.cpuFeatures).join(', ')}, or choose another store`);
    case 'not-ready':
      return byHand(`bring ${node.name} back`);
    case 'cordoned':
      return { text: `uncordon ${node.name}`, by: 'cluster', changes: [{ kind: 'uncordon', node: node.name }] };
    case 'taint':
      return tolerate(unwelcome(node, pod), node.name);
    case 'node-selector':
      return select(node, pod);
    case 'node-affinity':
      return label(node, labelsForAffinity(node, pod.nodeAffinity.requiredTerms ?? []), 'node affinity');
    case 'pod-affinity':
    case 'pod-anti-affinity':
    case 'spread':
    case 'resources':
    case 'too-many-pods':
      return byHand(`make room on ${node.name}`);
  }
}

function byHand(text: string): Remedy {
  return { text, by: 'cluster', changes: [] };
}

/** Kubernetes' own taints say that something is wrong with the node: nobody should tolerate them. */
function tolerate(taints: readonly NodeTaint[], node: string): Remedy {
  const texts = taints.map(taintText).join(', ');
  if (taints.some(({ key }) => key.startsWith('node.kubernetes.io/'))) {
    return byHand(`cure what gives ${node} the taint ${texts}`);
  }
  return {
    text: `add a toleration for ${texts}`,
    by: 'request',
    changes: taints.map(({ key, value, effect }) => ({
      kind: 'add-toleration',
      toleration: value === '' ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect },
    })),
  };
}

/** A label that the node has not is a small thing to add; one that says something else is true, and stays. */
function select(node: NodeFacts, pod: PodShape): Remedy {
  const missing = missingLabels(node, pod);
  if (missing.every(([key]) => node.labels[key] === undefined)) return label(node, missing, 'node selector');
  const rest = Object.fromEntries(
    Object.entries(pod.nodeSelector).filter(([key, value]) => node.labels[key] === value),
  );
  return {
    text: 'change the node selector',
    by: 'request',
    changes: [{ kind: 'set-request', path: ['constraints', 'nodeSelector'], value: rest }],
  };
}

/** Other words in the request would do as well, but they were meant: so the node gets the label. */
function label({ name }: NodeFacts, labels: readonly (readonly [string, string])[], what: string): Remedy {
  if (labels.length === 0) return { text: `change the ${what}`, by: 'request', changes: [] };
  return {
    text: `label ${name} with ${labels.map(([key, value]) => `${key}=${value}`).join(', ')}, or change the ${what}`,
    by: 'request',
    changes: labels.map(([key, value]): Change => ({ kind: 'label-node', node: name, key, value })),
  };
}

/** Labels the node has not yet and which make one of the terms match; none where that takes more. */
function labelsForAffinity(node: NodeFacts, terms: readonly NodeSelectorTerm[]): [string, string][] {
  for (const term of terms) {
    const labels = { ...node.labels };
    for (const { key, operator, values = [] } of term.matchExpressions ?? []) {
      if (labels[key] !== undefined) continue;
      if (operator === 'Exists') labels[key] = 'true';
      if (operator === 'In' && values[0] !== undefined) labels[key] = values[0];
    }
    if (matchesAffinity({ ...node, labels }, { requiredTerms: [term] })) {
      return Object.entries(labels).filter(([key]) => node.labels[key] === undefined);
    }
  }
  return [];
}
