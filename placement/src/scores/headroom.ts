import { amountsText } from '../amounts-text.ts';
import { minus, NO_RESOURCES, plus, type Resources } from '../resources.ts';
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
    let allocatable = NO_RESOURCES;
    let requested = NO_RESOURCES;
    for (const node of nodes) {
      if (!node.requested.known || firstObstacle(node, pod) !== undefined) continue;
      allocatable = plusBoth(allocatable, node.allocatable);
      requested = plusBoth(requested, node.requested.value);
    }
    const { requests, replicas } = sizing;
    const taken = plus(requested, { cpu: requests.cpu * replicas, memory: requests.memory * replicas });
    const left = minus(allocatable, taken);
    return {
      value: Math.round(100 * Math.min(share(left.cpu, allocatable.cpu), share(left.memory, allocatable.memory))),
      because: `${amountsText(left)} left of ${amountsText(allocatable)}`,
    };
  },
};

function plusBoth(a: Resources, b: Resources): Resources {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

function share(left: number, all: number): number {
  return all > 0 ? left / all : 0;
}
