import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIB, placementRequest, releaseProfile } from './testing.ts';
import { loginsFor, sizeRelease } from './sizing.ts';

const size = (loginsPerMinute: number, replicas = 1, profile = releaseProfile()) =>
  sizeRelease(placementRequest({ load: { loginsPerMinute }, availability: { replicas } }), profile);

const sqlite = { kind: 'sqlite', maxReplicas: 1, needsVolume: true, cpuFeatures: {} } as const;
const mongodb = { kind: 'mongodb-external', maxReplicas: 3, needsVolume: false, cpuFeatures: {} } as const;

const anyLoad = fc.double({ min: 0.1, max: 5_000, noNaN: true });
const anyReplicas = fc.integer({ min: 1, max: 3 });

describe('sizeRelease', () => {
  it('asks for what the chart asks for while the load is small', () => {
    // (0.6 × 250m - 10m) / 600 ms a login = 0.233 logins a second.
    expect(size(10)).toEqual({
      replicas: 1,
      requests: { cpu: 250, memory: 512 * MIB },
      store: 'sqlite',
      capacity: 14,
      because: 'one pod of 250m CPU carries 14 logins a minute',
    });
  });

  it('asks for more CPU before it asks for more pods', () => {
    expect(size(60)).toMatchObject({ replicas: 1, requests: { cpu: 1050 } });
    expect(size(150)).toMatchObject({ replicas: 2, requests: { cpu: 1300 } });
  });

  it('counts on one pod less where one may be lost', () => {
    expect(size(150, 2)).toMatchObject({
      replicas: 3,
      because: '3 pods of 1.3 CPU carry 154 logins a minute, one of them lost',
    });
  });

  it('asks for more memory where more was measured', () => {
    const { measured } = releaseProfile();

    expect(size(10, 1, releaseProfile({ measured: { ...measured, memory: 500 * MIB } })).requests.memory).toBe(
      640 * MIB,
    );
  });

  it.each([
    { name: 'the embedded store for one pod', replicas: 1, stores: [mongodb, sqlite], store: 'sqlite' },
    { name: 'a store that several pods can share', replicas: 2, stores: [sqlite, mongodb], store: 'mongodb-external' },
    { name: 'what there is, if it serves one pod', replicas: 1, stores: [mongodb], store: 'mongodb-external' },
    { name: 'a store that is refused later where none serves so many', replicas: 3, stores: [sqlite], store: 'sqlite' },
  ])('chooses $name', ({ replicas, stores, store }) => {
    expect(size(10, replicas, releaseProfile({ stores })).store).toBe(store);
  });

  it('takes the store that is asked for, whether it does or not', () => {
    const request = placementRequest({ availability: { replicas: 2 }, store: { kind: 'sqlite' } });

    expect(sizeRelease(request, releaseProfile()).store).toBe('sqlite');
  });

  it('always carries the load', () => {
    fc.assert(
      fc.property(anyLoad, anyReplicas, (load, replicas) => {
        expect(size(load, replicas).capacity).toBeGreaterThanOrEqual(Math.floor(load));
      }),
    );
  });

  it('never asks for a larger pod for fewer replicas, nor for more pods', () => {
    fc.assert(
      fc.property(anyLoad, fc.integer({ min: 2, max: 3 }), (load, replicas) => {
        const fewer = size(load, replicas - 1);
        const more = size(load, replicas);
        expect(fewer.requests).toEqual(more.requests);
        expect(fewer.replicas).toBeLessThanOrEqual(more.replicas);
      }),
    );
  });

  it('never asks for less for a higher load', () => {
    fc.assert(
      fc.property(anyLoad, anyLoad, anyReplicas, (load, more, replicas) => {
        const total = ({ replicas: pods, requests }: ReturnType<typeof size>) => pods * requests.cpu;
        const before = size(load, replicas);
        const after = size(load + more, replicas);
        // Each pod's CPU is rounded up by less than 50m.
        expect(total(after)).toBeGreaterThan(total(before) - 50 * before.replicas);
        expect(after.replicas).toBeGreaterThanOrEqual(before.replicas);
      }),
    );
  });
});

describe('loginsFor', () => {
  it('is the most for which no further pod is needed', () => {
    const profile = releaseProfile();

    expect(size(loginsFor(2, profile)).replicas).toBe(2);
    expect(size(loginsFor(2, profile) + 1).replicas).toBe(3);
  });
});
