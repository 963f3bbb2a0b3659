import type { NodeFacts } from '../facts/cluster-facts.ts';
import { REGION_LABEL } from '../labels.ts';
import type { Predicate } from '../rule.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';

/**
 * Hard rule: templates are kept only in a region that the admin allowed. The cluster's own label counts; without it, the
 * labels of all its nodes. Where neither says it the answer is `unknown`: a missing fact is no permission.
 */
export const region: Predicate = {
  id: 'region',
  title: 'Region of the data',
  after: ['connected'],
  check({ cluster, request: { spec } }) {
    const { regions } = spec.constraints;
    if (regions.length === 0) return pass('any region is allowed');

    const ofCluster = cluster.labels[REGION_LABEL];
    if (ofCluster !== undefined) return regionsVerdict([ofCluster], regions);
    if (!cluster.nodes.known) return silent(regions, `its nodes could not be read: ${cluster.nodes.why}`);

    const { found, silentNodes } = regionsOf(cluster.nodes.value);
    if (found.some((each) => !regions.includes(each))) return regionsVerdict(found, regions, silentNodes);
    if (found.length === 0) return silent(regions, 'neither it nor its nodes say where its data stays');
    if (silentNodes.length > 0) return silent(found, `${silentNodes.join(', ')} does not say where its data stays`);
    return regionsVerdict(found, regions);
  },
};

function regionsOf(nodes: readonly NodeFacts[]) {
  const labelled = nodes.flatMap(({ labels }) => labels[REGION_LABEL] ?? []);
  return {
    found: [...new Set(labelled)].sort(),
    silentNodes: nodes
      .filter(({ labels }) => labels[REGION_LABEL] === undefined)
      .map(({ name }) => name)
      .sort(),
  };
}

/** @param silentNodes Nodes that say nothing: to allow the regions of the others is not enough for them. */
function regionsVerdict(
  found: readonly string[],
  allowed: readonly string[],
  silentNodes: readonly string[] = [],
): Verdict {
  const outside = found.filter((each) => !allowed.includes(each));
  if (outside.length === 0) return pass(`data stays in ${found.join(', ')}`);
  return fail(`data would stay in ${outside.join(', ')}, allowed: ${allowed.join(', ')}`, {
    text: `allow ${outside.join(', ')}, or choose another cluster`,
    by: 'request',
    changes:
      silentNodes.length === 0
        ? [{ kind: 'set-request', path: ['constraints', 'regions'], value: [...allowed, ...outside] }]
        : [],
  });
}

/** The remedy takes for granted that the label is only missing. */
function silent([first = '', ...others]: readonly string[], reason: string): Verdict {
  const values = [first, ...others].join(' or ');
  return unknown(reason, `label it ${REGION_LABEL}=${values}, if that is true`, [
    { kind: 'label-cluster', key: REGION_LABEL, value: first },
  ]);
}
