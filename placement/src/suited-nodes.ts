import type { NodeFacts } from './cluster-facts.ts';
import { matchesAffinity } from './node-affinity.ts';
import type { PlacementRequest } from './placement-request.ts';
import { taintText, untolerated } from './toleration.ts';

/** Why a node cannot run the pod, whatever room it has. */
export interface Obstacle {
  readonly reason: string;
  readonly remedy: string;
  readonly curedBy: 'settings' | 'cluster';
}

/** The nodes that may run the pod, its room aside. */
export function suitedNodes(nodes: readonly NodeFacts[], request: PlacementRequest): NodeFacts[] {
  return nodes.filter((node) => obstacleOf(node, request) === undefined);
}

/** The first thing that keeps the pod off a node; the settings are asked last, so that their cure is worth something. */
export function obstacleOf(node: NodeFacts, request: PlacementRequest): Obstacle | undefined {
  const architectures = request.architectures.join(' or ');

  if (node.os !== 'linux') {
    return { reason: `${node.name} runs ${node.os}`, remedy: 'add a Linux node', curedBy: 'cluster' };
  }
  if (!request.architectures.includes(node.architecture)) {
    const reason = `${node.name} is ${node.architecture}, the image is for ${architectures}`;
    return { reason, remedy: `add a node of ${architectures}`, curedBy: 'cluster' };
  }
  if (!node.ready) {
    return { reason: `${node.name} is not ready`, remedy: `bring ${node.name} back`, curedBy: 'cluster' };
  }
  if (!node.schedulable) {
    return { reason: `${node.name} is cordoned`, remedy: `uncordon ${node.name}`, curedBy: 'cluster' };
  }

  const taints = untolerated(node.taints, request.tolerations).map(taintText).join(', ');
  if (taints !== '') {
    return {
      reason: `${node.name} has the taint ${taints}`,
      remedy: `add a toleration for ${taints}`,
      curedBy: 'settings',
    };
  }

  const labels = Object.entries(request.nodeSelector).filter(([key, value]) => node.labels[key] !== value);
  if (labels.length > 0) {
    const text = labels.map(([key, value]) => `${key}=${value}`).join(', ');
    return { reason: `${node.name} has no label ${text}`, remedy: 'change the node selector', curedBy: 'settings' };
  }
  if (!matchesAffinity(node, request.nodeAffinity)) {
    const reason = `${node.name} does not match the node affinity`;
    return { reason, remedy: 'change the node affinity', curedBy: 'settings' };
  }
  return undefined;
}
