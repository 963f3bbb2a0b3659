import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratedCluster } from '../testing/rated-cluster.ts';
import { selectClusters } from './select-clusters.ts';
import type { RatedCluster, SpreadLimit } from './selection.ts';

const ids = (clusters: readonly RatedCluster[]) => clusters.map(({ id }) => id);
const best = (count: number) => ({ mode: 'best' as const, count });

describe('a selection of named clusters', () => {
  const fleet = [
    ratedCluster('edge-1', 90),
    ratedCluster('edge-2', 50),
    ratedCluster('edge-3', 0, { standing: 'unfit' }),
  ];
  const named = (...clusters: string[]) => selectClusters(fleet, { mode: 'named', clusters }, []);

  it('takes those and no others', () => {
    const { chosen, shortfall, because } = named('edge-2');

    expect(ids(chosen)).toEqual(['edge-2']);
    expect(shortfall).toBeUndefined();
    expect(because.get('edge-1')).toBe('it fits, but is not named');
  });

  it('is short of one that does not fit, and says why', () => {
    expect(named('edge-2', 'edge-3').shortfall).toEqual({ wanted: 2, chosen: 1, reason: 'edge-3: there is no room' });
  });

  it('is short of one that is not there, and says which may be meant', () => {
    expect(named('egde-1').shortfall?.reason).toBe('there is no cluster egde-1, perhaps edge-1 is meant');
  });

  it('does not guess between two of the same name', () => {
    const twins = [
      { ...ratedCluster('c-1'), name: 'shop' },
      { ...ratedCluster('c-2'), name: 'shop' },
    ];

    const { chosen, shortfall } = selectClusters(twins, { mode: 'named', clusters: ['shop'] }, []);
    expect(chosen).toEqual([]);
    expect(shortfall?.reason).toBe('2 clusters are called shop, name one by its id');
    expect(ids(selectClusters(twins, { mode: 'named', clusters: ['c-2'] }, []).chosen)).toEqual(['c-2']);
  });

  it('counts a cluster once that is named twice', () => {
    expect(named('edge-1', 'edge-1').shortfall).toBeUndefined();
  });
});

describe('a selection of all that fit', () => {
  it('leaves out what does not fit', () => {
    const fleet = [ratedCluster('edge-1'), ratedCluster('edge-2', 0, { standing: 'adaptable' })];

    expect(ids(selectClusters(fleet, { mode: 'all' }, []).chosen)).toEqual(['edge-1']);
  });

  it('is short of one where none fits', () => {
    expect(selectClusters([], { mode: 'all' }, []).shortfall).toEqual({
      wanted: 1,
      chosen: 0,
      reason: 'no cluster fits',
    });
  });
});

describe('a selection of the best', () => {
  const zone = (value: string) => ({ labels: { zone: value } });

  it('takes the largest totals', () => {
    const { chosen, because } = selectClusters(
      [ratedCluster('a', 9), ratedCluster('b', 7), ratedCluster('c', 5)],
      best(2),
      [],
    );

    expect(ids(chosen)).toEqual(['a', 'b']);
    expect(because.get('b')).toBe('it is number 2 of the 3 that fit, with a total of 7');
    expect(because.get('c')).toBe('it fits, but others are better: its total is 5');
  });

  it('is short where too few fit', () => {
    expect(selectClusters([ratedCluster('a')], best(3), []).shortfall).toEqual({
      wanted: 3,
      chosen: 1,
      reason: 'only 1 of 3 clusters fit',
    });
  });

  it('passes over a better one whose place is full', () => {
    const fleet = [
      ratedCluster('a', 9, zone('eu')),
      ratedCluster('b', 8, zone('eu')),
      ratedCluster('c', 1, zone('us')),
    ];

    const { chosen, because } = selectClusters(fleet, best(2), [{ label: 'zone', atMost: 1 }]);
    expect(ids(chosen)).toEqual(['a', 'c']);
    expect(because.get('b')).toBe('it fits, but zone=eu has its 1 already');
  });

  it('gives up a better one for a further place', () => {
    const fleet = [
      ratedCluster('a', 9, zone('eu')),
      ratedCluster('b', 8, zone('eu')),
      ratedCluster('c', 1, zone('us')),
    ];

    expect(ids(selectClusters(fleet, best(2), [{ label: 'zone', atLeast: 2 }]).chosen)).toEqual(['a', 'c']);
  });

  it('chooses none rather than break the spread', () => {
    const { chosen, shortfall } = selectClusters([ratedCluster('a', 9, zone('eu'))], best(2), [
      { label: 'zone', atLeast: 2 },
    ]);

    expect(chosen).toEqual([]);
    expect(shortfall?.reason).toBe(
      'no choice of 2 or fewer among the 1 that fit has at least 2 different values of zone',
    );
  });

  it('says that the spread lets no more in', () => {
    const fleet = [ratedCluster('a', 9, zone('eu')), ratedCluster('b', 8, zone('eu'))];

    expect(selectClusters(fleet, best(2), [{ label: 'zone', atMost: 1 }]).shortfall?.reason).toBe(
      '2 clusters fit, but at most 1 with the same zone lets in no more than 1',
    );
  });

  it('never takes a cluster that does not say where it is', () => {
    const fleet = [ratedCluster('a', 9), ratedCluster('b', 1, zone('eu'))];

    const { chosen, because } = selectClusters(fleet, best(1), [{ label: 'zone', atMost: 1 }]);
    expect(ids(chosen)).toEqual(['b']);
    expect(because.get('a')).toBe('it fits, but has no label zone, over which the clusters are to be spread');
  });

  it('takes the tighter of two limits on one label', () => {
    const fleet = [ratedCluster('a', 9, zone('eu')), ratedCluster('b', 8, zone('eu'))];
    const limits = [
      { label: 'zone', atMost: 1 },
      { label: 'zone', atMost: 2 },
    ];

    expect(ids(selectClusters(fleet, best(2), limits).chosen)).toEqual(['a']);
  });

  it('moves an earlier choice where two labels need it', () => {
    const at = (zoneName: string, rack: string) => ({ labels: { zone: zoneName, rack } });
    const fleet = [
      ratedCluster('a', 9, at('z1', 'r1')),
      ratedCluster('b', 5, at('z1', 'r2')),
      ratedCluster('c', 5, at('z2', 'r1')),
    ];
    const limits = [
      { label: 'zone', atMost: 1 },
      { label: 'rack', atMost: 1 },
    ];

    expect(ids(selectClusters(fleet, best(2), limits).chosen)).toEqual(['b', 'c']);
  });
});

describe('the best under a spread, beside every possible choice', () => {
  const anyLimit = (label: string) =>
    fc.record(
      { label: fc.constant(label), atMost: fc.integer({ min: 1, max: 3 }), atLeast: fc.integer({ min: 1, max: 3 }) },
      { requiredKeys: ['label'] },
    );
  const anyClusters = fc
    .array(
      fc.record({
        total: fc.integer({ min: -20, max: 20 }),
        labels: fc.record(
          { zone: fc.constantFrom('a', 'b', 'c'), rack: fc.constantFrom('x', 'y', 'z') },
          { requiredKeys: ['zone'] },
        ),
      }),
      { maxLength: 8 },
    )
    .map((drawn) =>
      drawn
        .map(({ total, labels }, index) => ratedCluster(`c-${index}`, total, { labels }))
        .sort((a, b) => b.total - a.total),
    );

  it.each([
    { name: 'no limit', limits: fc.constant([]) },
    { name: 'limits on one label', limits: anyLimit('zone').map((limit) => [limit]) },
    { name: 'limits on two labels', limits: fc.tuple(anyLimit('zone'), anyLimit('rack')) },
  ])('is the best with $name', ({ limits: anyLimits }) => {
    fc.assert(
      fc.property(
        anyClusters,
        anyLimits as fc.Arbitrary<SpreadLimit[]>,
        fc.integer({ min: 1, max: 6 }),
        (clusters, limits, count) => {
          const { chosen } = selectClusters(clusters, best(count), limits);
          const allowed = subsets(clusters).filter((subset) => subset.length <= count && keeps(subset, limits));
          const most = Math.max(0, ...allowed.map((subset) => subset.length));
          const largest = Math.max(...allowed.filter((subset) => subset.length === most).map(sum));

          expect(chosen.length === 0 || keeps(chosen, limits)).toBe(true);
          expect(chosen).toHaveLength(most);
          if (most > 0) expect(sum(chosen)).toBe(largest);
        },
      ),
      { numRuns: 400 },
    );
  });
});

function subsets(clusters: readonly RatedCluster[]): RatedCluster[][] {
  return clusters.reduce<RatedCluster[][]>((all, cluster) => [...all, ...all.map((one) => [...one, cluster])], [[]]);
}

function sum(clusters: readonly RatedCluster[]): number {
  return clusters.reduce((total, cluster) => total + cluster.total, 0);
}

function keeps(clusters: readonly RatedCluster[], limits: readonly SpreadLimit[]): boolean {
  return limits.every(({ label, atMost = Infinity, atLeast = 0 }) => {
    const places = clusters.map(({ assessment }) => assessment.candidate.cluster.labels[label]);
    const counts = [...new Set(places)].map((place) => places.filter((other) => other === place).length);
    return !places.includes(undefined) && counts.length >= atLeast && Math.max(0, ...counts) <= atMost;
  });
}
