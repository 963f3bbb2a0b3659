import { describe, expect, it } from 'vitest';
import { HelmError } from '../helm/helm-error.ts';
import type { HelmDelivery, HelmReleases, ReleaseName, Revision } from '../helm/helm-releases.ts';
import { deliverRings, type Outcome, type RingDelivery, type Target } from './deliver-rings.ts';

const target = (cluster: string, ring: string): Target => ({
  cluster,
  ring,
  release: { context: cluster, namespace: 'face-auth', name: 'face-auth' },
  values: { hostname: `${cluster}.example.com` },
});

const revision = (number: number, status: string): Revision => ({
  revision: number,
  status,
  updated: '2026-01-01T00:00:00Z',
  chart: 'face-auth-0.1.0',
  description: '',
});

/** A helm that writes down what it is asked to do. */
function fakeHelm(
  histories: Readonly<Record<string, readonly Revision[]>>,
  deliver: (release: ReleaseName, delivery: HelmDelivery) => Promise<void> = async () => {},
) {
  const calls: string[] = [];
  const helm: HelmReleases = {
    list: async () => [],
    repositories: async () => [],
    chartVersion: async () => '0.1.0',
    history: async ({ context }) => [...(histories[context] ?? [])],
    deliver: async (release, delivery) => {
      calls.push(`deliver ${release.context}${delivery.backOnFailure ? ', back on failure' : ''}`);
      await deliver(release, delivery);
    },
    rollback: async ({ context }, number) => void calls.push(`rollback ${context} ${number}`),
    uninstall: async ({ context }) => (calls.push(`uninstall ${context}`), ''),
  };
  return { helm, calls };
}

const [stop, kill] = [new AbortController(), new AbortController()];
const delivery = (helm: HelmReleases, stopped: AbortSignal = stop.signal, isLeft = true): RingDelivery => ({
  helm,
  chart: ['chart'],
  interruption: { stop: stopped, kill: kill.signal, end: () => {} },
  isLeft: () => isLeft,
  say: () => {},
});
const states = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ target: { cluster }, state }) => `${cluster} ${state}`);

const RINGS = [[target('a', 'canary')], [target('b', 'rest'), target('c', 'rest')]];

describe('deliverRings', () => {
  it('begins a ring when the one before is ready', async () => {
    const running = new Set<string>();
    const together: string[][] = [];
    const { helm } = fakeHelm({}, async ({ context }) => {
      running.add(context);
      await Promise.resolve();
      together.push([...running].sort());
      running.delete(context);
    });

    expect(states(await deliverRings(RINGS, delivery(helm)))).toEqual(['a done', 'b done', 'c done']);
    expect(together[0]).toEqual(['a']);
    expect(together[1]).toEqual(['b', 'c']);
  });

  it('does not begin later rings when a cluster fails, and says how the release is now', async () => {
    const { helm, calls } = fakeHelm({ a: [revision(2, 'failed'), revision(1, 'superseded')] }, () =>
      Promise.reject(new HelmError('timed out')),
    );
    const outcomes = await deliverRings(RINGS, delivery(helm));

    expect(states(outcomes)).toEqual(['a failed', 'b not begun', 'c not begun']);
    expect(outcomes[0]?.message).toBe('timed out. Revision 2 is failed');
    expect(calls).toEqual(['deliver a, back on failure']);
  });

  it('goes back by itself only where a revision worked before', async () => {
    const { helm, calls } = fakeHelm({ b: [revision(1, 'deployed')], c: [revision(1, 'failed')] });
    await deliverRings(RINGS, delivery(helm));

    expect(calls).toEqual(['deliver a', 'deliver b, back on failure', 'deliver c']);
  });

  it.each([
    {
      name: 'rolls a release that was left pending back to what worked',
      history: [revision(3, 'pending-upgrade'), revision(2, 'failed'), revision(1, 'deployed')],
      calls: ['rollback a 1', 'deliver a, back on failure'],
    },
    {
      name: 'takes a release away that was left pending and never worked',
      history: [revision(1, 'pending-install')],
      calls: ['uninstall a', 'deliver a'],
    },
    {
      name: 'ends a removal that was left, and does not bring the release back first',
      history: [revision(2, 'uninstalling'), revision(1, 'superseded')],
      calls: ['uninstall a', 'deliver a'],
    },
    {
      name: 'leaves a pending revision alone that is not the newest',
      history: [revision(3, 'deployed'), revision(2, 'pending-rollback'), revision(1, 'superseded')],
      calls: ['deliver a, back on failure'],
    },
  ])('$name', async ({ history, calls }) => {
    const fake = fakeHelm({ a: history });
    await deliverRings([[target('a', 'canary')]], delivery(fake.helm));

    expect(fake.calls).toEqual(calls);
  });

  it.each(['pending-upgrade', 'uninstalling'])('touches nothing that is %s and somebody may be at', async (status) => {
    const { helm, calls } = fakeHelm({ a: [revision(2, status), revision(1, 'deployed')] });
    const outcomes = await deliverRings([[target('a', 'canary')]], delivery(helm, stop.signal, false));

    expect(states(outcomes)).toEqual(['a failed']);
    expect(outcomes[0]?.message).toBe(
      `another operation may be at it. Revision 2 is ${status}; when nobody is at it, apply --take-over goes on`,
    );
    expect(calls).toEqual([]);
  });

  it('begins nothing after Ctrl-C, and says what was stopped and how it is now', async () => {
    const interrupted = new AbortController();
    const { helm, calls } = fakeHelm({ a: [revision(1, 'pending-install')] }, () => {
      interrupted.abort();
      return Promise.reject(new HelmError('helm was ended by SIGKILL'));
    });
    const outcomes = await deliverRings(RINGS, delivery(helm, interrupted.signal));

    expect(states(outcomes)).toEqual(['a interrupted', 'b not begun', 'c not begun']);
    expect(outcomes[0]?.message).toBe(
      'helm was ended by SIGKILL. Revision 1 is pending-install; when nobody is at it, apply --take-over goes on',
    );
    expect(calls).toEqual(['uninstall a', 'deliver a']);
  });
});
