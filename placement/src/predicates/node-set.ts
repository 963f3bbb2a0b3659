import { obstacleOf } from '../suited-nodes.ts';
import { fail, pass, unknown, type Predicate } from '../verdict.ts';

/** Reasons named in one sentence: more would not be read. */
const NAMED = 3;

/** Hard rule: at least one node may run the pod, its room aside. */
export const nodeSet: Predicate = {
  id: 'node-set',
  after: ['connected'],
  check({ cluster, request }) {
    if (!cluster.nodes.known)
      return unknown(`its nodes could not be read: ${cluster.nodes.why}`, 'read the clusters again');
    if (cluster.nodes.value.length === 0) return fail('it has no nodes', 'add a node');

    const nodes = [...cluster.nodes.value].sort((a, b) => (a.name < b.name ? -1 : 1));
    const obstacles = nodes.flatMap((node) => obstacleOf(node, request) ?? []);
    const suited = nodes.length - obstacles.length;
    if (suited > 0) return pass(suited === 1 ? 'one node fits' : `${suited} nodes fit`);

    // A setting is the cheaper cure: name those nodes first.
    const curable = obstacles.filter(({ curedBy }) => curedBy === 'settings');
    const named = curable.length > 0 ? curable : obstacles;
    const more = named.length > NAMED ? `, and ${named.length - NAMED} more` : '';
    const reasons = named.slice(0, NAMED).map(({ reason }) => reason);
    const remedies = [...new Set(named.map(({ remedy }) => remedy))].slice(0, NAMED);
    return fail(
      `no node can run it: ${reasons.join('; ')}${more}`,
      remedies.join(', or '),
      curable.length > 0 ? 'settings' : 'cluster',
    );
  },
};
