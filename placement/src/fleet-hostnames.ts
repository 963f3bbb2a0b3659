import type { ClusterFacts } from './facts/cluster-facts.ts';
import { hostnameOf } from './hostname.ts';
import type { PlacementRequest } from './request/placement-request.ts';

/** Ids of the other clusters that answer to the hostname already, or would with the template; by default the request's. */
export type RivalsOf = (hostname: string, template?: string) => readonly string[];

/** Who answers to which name in the whole fleet. Two sites under one name would take each other's logins. */
export function fleetHostnames(
  clusters: readonly ClusterFacts[],
  { spec }: PlacementRequest,
): (cluster: ClusterFacts) => RivalsOf {
  const answers = new Map<string, Set<string>>();
  for (const { id, hostnames } of clusters) {
    if (hostnames.known) for (const { hostname } of hostnames.value) note(answers, hostname, id);
  }

  const targets = targetsOf(clusters, spec.selection);
  const byTemplate = new Map<string, Map<string, Set<string>>>();
  const wouldAnswer = (template: string) => {
    let names = byTemplate.get(template);
    if (names === undefined) {
      names = new Map();
      for (const cluster of targets) note(names, hostnameOf(template, cluster), cluster.id);
      byTemplate.set(template, names);
    }
    return names;
  };

  const targeted = new Set(targets.map(({ id }) => id));
  return ({ id }) =>
    (hostname, template = spec.hostname) => {
      const there = answers.get(hostname);
      const planned = targeted.has(id) ? wouldAnswer(template).get(hostname) : undefined;
      if (there === undefined && (planned === undefined || planned.size === 1)) return [];
      return [...new Set([...(there ?? []), ...(planned ?? [])])].filter((rival) => rival !== id).sort();
    };
}

/** Clusters that may be chosen together. */
function targetsOf(
  clusters: readonly ClusterFacts[],
  selection: PlacementRequest['spec']['selection'],
): readonly ClusterFacts[] {
  switch (selection.mode) {
    case 'named': {
      const named = new Set(selection.clusters);
      return clusters.filter(({ id, name }) => named.has(name) || named.has(id));
    }
    case 'best':
      return selection.count === 1 ? [] : clusters;
    case 'all':
      return clusters;
  }
}

function note(names: Map<string, Set<string>>, hostname: string | undefined, id: string): void {
  if (hostname === undefined) return;
  const ids = names.get(hostname);
  if (ids) ids.add(id);
  else names.set(hostname, new Set([id]));
}
