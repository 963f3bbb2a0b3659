import { obstacleOf } from '../assess-cluster.ts';
import { nearest } from '../nearest.ts';
import type { RatedCluster, Selection } from './selection.ts';

/**
 * Those that are named, by name or id, and fit. One that does not fit is not replaced by another: it is missing, and the
 * shortfall says why.
 *
 * @param all Every cluster, the best first.
 */
export function selectNamed(all: readonly RatedCluster[], names: readonly string[]): Selection {
  const wanted = new Set<string>();
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const found = all.filter((cluster) => cluster.id === name || cluster.name === name);
    const [cluster] = found;
    if (cluster === undefined) missing.push(unknownText(name, all));
    else if (found.length > 1) missing.push(`${found.length} clusters are called ${name}, name one by its id`);
    else if (cluster.assessment.standing !== 'fits') missing.push(`${name}: ${obstacleOf(cluster.assessment)?.reason}`);
    if (cluster !== undefined && found.length === 1) wanted.add(cluster.id);
  }

  const fitting = all.filter(({ assessment }) => assessment.standing === 'fits');
  const chosen = fitting.filter(({ id }) => wanted.has(id));
  const because = new Map(
    fitting.map(({ id }) => [id, wanted.has(id) ? 'it is named and fits' : 'it fits, but is not named']),
  );
  if (missing.length === 0) return { chosen, because };
  const shortfall = { wanted: chosen.length + missing.length, chosen: chosen.length, reason: missing.join('; ') };
  return { chosen, because, shortfall };
}

function unknownText(name: string, all: readonly RatedCluster[]): string {
  const meant = nearest(name, all.map((cluster) => cluster.name).concat(all.map(({ id }) => id)));
  return `there is no cluster ${name}${meant === undefined ? '' : `, perhaps ${meant} is meant`}`;
}
