import { describe, expect, it } from 'vitest';
import { known, notKnown } from '../facts/fact.ts';
import { candidate, clusterFacts, placementRequest } from '../testing.ts';
import { storage } from './storage.ts';

const ofClass = (provisioner: string, canExpand: boolean) =>
  clusterFacts({ storageClasses: known([{ name: 'main', isDefault: true, provisioner, canExpand }]) });

describe('storage', () => {
  it.each([
    { provisioner: 'driver.longhorn.io', canExpand: true, value: 100 },
    { provisioner: 'rook-ceph.rbd.csi.ceph.com', canExpand: false, value: 70 },
    { provisioner: 'example.com/own', canExpand: true, value: 70 },
    { provisioner: 'example.com/own', canExpand: false, value: 40 },
    { provisioner: 'rancher.io/local-path', canExpand: false, value: 10 },
    { provisioner: 'nfs.csi.k8s.io', canExpand: false, value: 40 },
  ])('is $value on $provisioner, growing: $canExpand', ({ provisioner, canExpand, value }) => {
    expect(storage.rate(candidate({ cluster: ofClass(provisioner, canExpand) })).value).toBe(value);
  });

  it('looks at the class that is asked for', () => {
    const fast = { name: 'fast', isDefault: false, provisioner: 'ebs.csi.aws.com', canExpand: true };
    const slow = { name: 'slow', isDefault: true, provisioner: 'rancher.io/local-path', canExpand: false };
    const cluster = clusterFacts({ storageClasses: known([slow, fast]) });
    const request = placementRequest({ store: { storageClass: 'fast' } });

    expect(storage.rate(candidate({ cluster, request }))).toEqual({
      value: 100,
      because: 'fast is over the network (ebs.csi.aws.com) and can grow',
    });
  });

  it('knows nothing of a claim that is there already', () => {
    const request = placementRequest({ store: { existingClaim: 'login-data' } });

    expect(storage.rate(candidate({ request })).value).toBe(40);
  });

  it('is full where no volume is needed', () => {
    const sizing = { ...candidate().sizing, store: 'mongodb-external' as const };

    expect(storage.rate(candidate({ sizing })).value).toBe(100);
  });

  it('is 0 where the classes are not known', () => {
    expect(storage.rate(candidate({ cluster: clusterFacts({ storageClasses: notKnown('no answer') }) })).value).toBe(0);
  });
});
