import { withChanges } from '../candidate.ts';
import { compareText } from '../compare.ts';
import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Candidate, Predicate } from '../rule.ts';
import { firstObstacle, firstRefusal } from '../scheduling/node-fit.ts';
import { fail, pass, type Remedy, unknown, type Verdict } from '../verdict.ts';
import { cureFor, easiestFirst, type NodeCure } from './node-cure.ts';

/** Reasons named in one sentence: more would not be read. */
const NAMED = 3;

/** Hard rule: at least one node may run the pod, its room and other pods aside. */
export const nodeSet: Predicate = {
  id: 'node-set',
  title: 'Nodes',
  after: ['connected'],
  check(candidate) {
    const { cluster, nodes, pod } = candidate;
    if (!cluster.nodes.known) return unknown(`its nodes could not be read: ${cluster.nodes.why}`);
    if (nodes === undefined || nodes.length === 0) {
      return fail('it has no nodes', { text: 'add a node', by: 'cluster', changes: [] });
    }

    let suited = 0;
    for (const node of nodes) if (firstObstacle(node, pod) === undefined) suited += 1;
    if (suited > 0) return pass(suited === 1 ? 'one node fits' : `${suited} nodes fit`);
    return noneFits(candidate, nodes);
  },
};

function noneFits(candidate: Candidate, nodes: readonly NodeFacts[]): Verdict {
  const { pod } = candidate;
  const cures = [...nodes]
    .sort((a, b) => compareText(a.name, b.name))
    .map((node) => ({ ...cureFor(node, pod), reason: firstRefusal(node, pod)?.reason ?? '' }));

  // Other words in the request are the cheaper cure: those nodes are named first.
  const curable = cures.filter(({ by }) => by === 'request');
  const named = curable.length > 0 ? curable : cures;
  const more = named.length > NAMED ? `, and ${named.length - NAMED} more` : '';
  const reasons = named.slice(0, NAMED).map(({ reason }) => reason);
  return fail(`no node can run it: ${reasons.join('; ')}${more}`, remedyOf(candidate, named));
}

/** The easiest cure in data that is enough, or what would have to be done to the first nodes. */
function remedyOf(candidate: Candidate, cures: readonly NodeCure[]): Remedy {
  const cure = easiestFirst(cures).find(({ node, changes }) => lets(withChanges(candidate, changes), node));
  if (cure) return { text: cure.text, by: cure.by, changes: cure.changes };
  return {
    text: [...new Set(cures.map(({ text }) => text))].slice(0, NAMED).join(', or '),
    by: cures.some(({ by }) => by === 'request') ? 'request' : 'cluster',
    changes: [],
  };
}

function lets({ nodes = [], pod }: Candidate, name: string): boolean {
  return nodes.some((node) => node.name === name && firstObstacle(node, pod) === undefined);
}
