import type { NodeFacts } from '../cluster-facts.ts';
import { formatBytes, formatCpu } from '../quantity.ts';
import { covers, minus, type Resources } from '../resources.ts';
import { suitedNodes } from '../suited-nodes.ts';
import { fail, pass, unknown, type Predicate } from '../verdict.ts';

/** Hard rule: one of the nodes that fit has room for the whole pod. What is free on two nodes together helps nobody. */
export const room: Predicate = {
  id: 'room',
  after: ['connected', 'node-set'],
  check({ cluster, request }) {
    if (!cluster.nodes.known)
      return unknown(`its nodes could not be read: ${cluster.nodes.why}`, 'read the clusters again');

    const suited = suitedNodes(cluster.nodes.value, request);
    const free = suited.flatMap((node) => freeOn(node) ?? []);
    if (free.some((resources) => covers(resources, request.needed))) {
      return pass(`one node has ${text(request.needed)} free`);
    }
    if (free.length < suited.length) {
      return unknown('what its pods request could not be read', 'read the clusters again');
    }

    const cpu = Math.max(0, ...free.map((resources) => resources.cpu));
    const memory = Math.max(0, ...free.map((resources) => resources.memory));
    const most =
      cpu >= request.needed.cpu && memory >= request.needed.memory
        ? 'no single fitting node has both free'
        : `at most ${text({ cpu, memory })} are free on a fitting node`;
    return fail(`it needs ${text(request.needed)} on one node, ${most}`, 'free some room there, or add a node');
  },
};

function freeOn(node: NodeFacts): Resources | undefined {
  return node.requested.known ? minus(node.allocatable, node.requested.value) : undefined;
}

function text({ cpu, memory }: Resources): string {
  return `${formatCpu(cpu)} CPU and ${formatBytes(memory)} memory`;
}
