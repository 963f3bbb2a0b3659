import { amountsText } from '../amounts-text.ts';
import type { Score } from '../rule.ts';
import { firstObstacle } from '../scheduling/node-fit.ts';

/**
 * The minimum, not the mean of kube-scheduler's `LeastAllocated`: one exhausted resource is enough to be full. Over all nodes
 * that may run the pods together, not node by node: it is the cluster that is rated, its nodes are the scheduler's to choose.
 */
export const headroom: Score = {
  id: 'headroom',
  title: 'Room left over',
  defaultWeight: 3,
  formula: '100 × the smaller of CPU and memory of (allocatable − requested − needed) ÷ allocatable',
  rate({ nodes = [], pod, sizing }) {
    const allocatable = { cpu: 0, memory: 0 };
    const left = { cpu: -sizing.replicas * sizing.requests.cpu, memory: -sizing.replicas * sizing.requests.memory };
    for (const node of nodes) {
      if (!node.requested.known || firstObstacle(node, pod) !== undefined) continue;
      allocatable.cpu += node.allocatable.cpu;
      allocatable.memory += node.allocatable.memory;
      left.cpu += node.allocatable.cpu - node.requested.value.cpu;
      left.memory += node.allocatable.memory - node.requested.value.memory;
    }
    return {
      value: Math.round(100 * Math.min(share(left.cpu, allocatable.cpu), share(left.memory, allocatable.memory))),
      because: `${amountsText(left)} left of ${amountsText(allocatable)}`,
    };
  },
};

function share(left: number, all: number): number {
  return all > 0 ? Math.max(0, left) / all : 0;
}
