import type { Score } from '../rule.ts';

export const quiet: Score = {
  id: 'quiet',
  title: 'Few other releases',
  defaultWeight: 1,
  formula: '100 × 10 ÷ (10 + other Helm releases)',
  rate({ cluster, request }) {
    if (!cluster.releases.known) return { value: 0, because: `the releases are not known: ${cluster.releases.why}` };

    const { name, namespace } = request.spec.release;
    const others = cluster.releases.value.filter(
      (release) => release.name !== name || release.namespace !== namespace,
    ).length;
    return {
      value: Math.round(1000 / (10 + others)),
      because: others === 1 ? 'there is 1 other release' : `there are ${others} other releases`,
    };
  },
};
