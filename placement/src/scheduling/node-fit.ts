import type { NodeFacts } from '../facts/cluster-facts.ts';
import { missingCpuFeatures } from './cpu-features.ts';
import { matchesAffinity } from './node-affinity.ts';
import type { NodeTaint } from './node-taint.ts';
import type { RefusalCause } from './pack-pods.ts';
import type { PodShape } from './pod-shape.ts';
import { taintText, tolerates, untolerated } from './toleration.ts';

/** Why a node cannot run the pod, whatever room it has. */
export interface Obstacle {
  readonly cause: RefusalCause;
  /** A part of a sentence: `node-3 has the taint dedicated=edge:NoSchedule`. */
  readonly reason: string;
}

/** The taint that Kubernetes puts on a cordoned node. */
export const CORDONED: NodeTaint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

interface NodeRule {
  readonly cause: RefusalCause;
  refuses(node: NodeFacts, pod: PodShape): boolean;
  say(node: NodeFacts, pod: PodShape): string;
}

/**
 * What can be cured least comes first, so that a cure for the first obstacle is worth something.
 *
 * System and architecture are known to kube-scheduler by the node affinity that the chart adds. Two are stricter than it: it
 * knows nothing of a processor's features, without which the store crashes; and it knows a node that is not ready only by
 * its taint node.kubernetes.io/not-ready, which a toleration of everything gets past, and a pod there never starts.
 */
const RULES: readonly NodeRule[] = [
  {
    cause: 'os',
    refuses: ({ os }) => os !== 'linux',
    say: ({ name, os }) => `${name} runs ${os}`,
  },
  {
    cause: 'architecture',
    refuses: ({ architecture }, { architectures }) => !architectures.includes(architecture),
    say: ({ name, architecture }, { architectures }) =>
      `${name} is ${architecture}, the image is for ${architectures.join(' or ')}`,
  },
  {
    cause: 'cpu-features',
    refuses: (node, { cpuFeatures }) => missingCpuFeatures(node, cpuFeatures).length > 0,
    say: (node, { cpuFeatures }) =>
      `the processor of ${node.name} has no ${missingCpuFeatures(node, cpuFeatures).join(', ')}, which the store needs`,
  },
  {
    cause: 'not-ready',
    refuses: ({ ready }) => !ready,
    say: ({ name }) => `${name} is not ready`,
  },
  {
    cause: 'cordoned',
    refuses: ({ schedulable }, { tolerations }) =>
      !schedulable && !tolerations.some((toleration) => tolerates(toleration, CORDONED)),
    say: ({ name }) => `${name} is cordoned`,
  },
  {
    cause: 'taint',
    refuses: (node, pod) => node.taints.length > 0 && unwelcome(node, pod).length > 0,
    say: (node, pod) => `${node.name} has the taint ${unwelcome(node, pod).map(taintText).join(', ')}`,
  },
  {
    cause: 'node-selector',
    refuses: ({ labels }, { nodeSelector }) => {
      for (const key in nodeSelector) if (labels[key] !== nodeSelector[key]) return true;
      return false;
    },
    say: (node, pod) =>
      `${node.name} has no label ${missingLabels(node, pod)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ')}`,
  },
  {
    cause: 'node-affinity',
    refuses: (node, { nodeAffinity }) => !matchesAffinity(node, nodeAffinity),
    say: ({ name }) => `${name} does not match the node affinity`,
  },
];

/** The first thing that keeps the pod off the node, room and other pods aside. */
export function firstObstacle(node: NodeFacts, pod: PodShape): RefusalCause | undefined {
  for (const rule of RULES) if (rule.refuses(node, pod)) return rule.cause;
  return undefined;
}

/** The same in words. */
export function firstRefusal(node: NodeFacts, pod: PodShape): Obstacle | undefined {
  for (const rule of RULES) if (rule.refuses(node, pod)) return { cause: rule.cause, reason: rule.say(node, pod) };
  return undefined;
}

/** All of them, in the same order. */
export function obstaclesOf(node: NodeFacts, pod: PodShape): Obstacle[] {
  return RULES.filter((rule) => rule.refuses(node, pod)).map((rule) => ({
    cause: rule.cause,
    reason: rule.say(node, pod),
  }));
}

/** Taints that keep the pod off; that of a cordon is spoken of as the cordon. */
export function unwelcome({ taints, schedulable }: NodeFacts, { tolerations }: PodShape): NodeTaint[] {
  return untolerated(taints, tolerations).filter(({ key }) => schedulable || key !== CORDONED.key);
}

/** Labels of the node selector that the node has not. */
export function missingLabels({ labels }: NodeFacts, { nodeSelector }: PodShape): [string, string][] {
  return Object.entries(nodeSelector).filter(([key, value]) => labels[key] !== value);
}
