import type { Score } from '../rule.ts';
import { firstObstacle } from '../scheduling/node-fit.ts';
import { needsOf, roomFor } from '../scheduling/room.ts';

/** A pod moves when its node is lost, if there is a node to go to. Each further one is worth less than the one before. */
export const redundancy: Score = {
  id: 'redundancy',
  title: 'Nodes in reserve',
  defaultWeight: 2,
  formula: '100 × spare ÷ (spare + used); spare: nodes with room for one pod that get none',
  rate({ nodes = [], pod, packing }) {
    const used = new Set(packing?.fits ? packing.nodes : []);
    const needs = needsOf(pod.requests);
    const spare = nodes.filter(
      (node) => !used.has(node.name) && roomFor(node, needs) > 0 && firstObstacle(node, pod) === undefined,
    ).length;
    return {
      value: Math.round((100 * spare) / Math.max(1, spare + used.size)),
      because: `${nodesText(spare)} spare, ${used.size} used`,
    };
  },
};

function nodesText(count: number): string {
  return count === 1 ? '1 node' : `${count} nodes`;
}
