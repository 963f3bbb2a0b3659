import { describe, expect, it } from 'vitest';
import { known } from '../facts/fact.ts';
import { planPlacement } from '../plan-placement.ts';
import { clusterFacts, placementRequest, plannerInput } from '../testing.ts';

const ours = {
  namespace: 'face-auth',
  name: 'face-auth',
  chart: 'face-auth',
  version: '0.1.0',
  status: 'deployed',
  values: { hostname: 'login.edge-1.example.com' },
};
const objectsWith = (release: Partial<typeof ours> & object, spec = {}) =>
  planPlacement(
    plannerInput({
      request: placementRequest(spec),
      clusters: [clusterFacts({ releases: known([{ ...ours, ...release }]) })],
    }),
  ).objects;

describe('releases of single clusters', () => {
  it('are made with the hostname of their cluster', () => {
    expect(planPlacement(plannerInput()).objects).toEqual([
      {
        change: 'create',
        cluster: 'c-m-1',
        kind: 'Release',
        namespace: 'face-auth',
        name: 'face-auth',
        after: { chart: 'face-auth', version: '0.1.0', values: { hostname: 'login.edge-1.example.com' } },
      },
    ]);
  });

  it('stay as they are where nothing differs', () => {
    expect(objectsWith({})).toMatchObject([{ change: 'none' }]);
  });

  it.each([
    { name: 'the version differs', release: { version: '0.0.9' } },
    { name: 'a value differs', release: { values: { hostname: 'other.example.com' } } },
    { name: 'a value is set that the plan does not know', release: { values: { ...ours.values, replicas: 0 } } },
    { name: 'the last attempt has failed', release: { status: 'failed' } },
    { name: 'the values could not be read', release: { values: undefined as never } },
  ])('are changed where $name', ({ release }) => {
    expect(objectsWith(release)).toMatchObject([{ change: 'update' }]);
  });

  it('are not changed for what Rancher puts into the values', () => {
    expect(
      objectsWith({ values: { ...ours.values, global: { cattle: { clusterId: 'c-m-1' } } } as never }),
    ).toMatchObject([{ change: 'none' }]);
  });

  it('are installed in the version that is asked for', () => {
    expect(objectsWith({}, { release: { version: '0.2.0' } })).toMatchObject([
      { change: 'update', before: { version: '0.1.0' }, after: { version: '0.2.0' } },
    ]);
  });

  it('come ring by ring', () => {
    const clusters = ['a', 'b', 'c'].map((name) => clusterFacts({ id: name, name }));
    const rings = [
      { name: 'canary', share: 1, clusters: ['c'] },
      { name: 'rest', share: 'rest' as const },
    ];
    const { objects } = planPlacement(plannerInput({ clusters, request: placementRequest({ rings }) }));

    expect(objects.map(({ cluster }) => cluster)).toEqual(['c', 'a', 'b']);
  });

  it('are never taken away by a plan, which says so and what a removal would mean', () => {
    const gone = clusterFacts({ connection: known({ connected: false }), releases: known([ours]) });
    const { objects, warnings } = planPlacement(plannerInput({ clusters: [gone] }));

    expect(objects).toEqual([]);
    expect(warnings).toEqual([
      'edge-1: not chosen, but face-auth is there and stays; once it is removed, nobody can log in there until it is installed again; the key and the stored people stay on the cluster',
    ]);
  });

  it('are not spoken of where only other clusters are named', () => {
    const clusters = [clusterFacts(), clusterFacts({ id: 'c-m-2', name: 'edge-2', releases: known([ours]) })];
    const request = placementRequest({
      selection: { mode: 'named', clusters: ['edge-1'] },
      tls: { source: 'cert-manager', issuer: { name: 'internal' } },
    });

    expect(planPlacement(plannerInput({ clusters, request })).warnings).toEqual([]);
  });
});
