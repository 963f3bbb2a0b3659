import type { StorageClassFacts } from '../facts/cluster-facts.ts';
import type { Candidate, Score } from '../rule.ts';

/**
 * Ends of provisioners' names. On the node: the volume, and with it the pod, stays on one node and is lost with its disk.
 * Over the network: another node can take the pod and its volume. File shares (NFS) are in neither list: SQLite's locks are
 * not safe on them.
 */
const LOCAL = [
  'rancher.io/local-path',
  'openebs.io/local',
  'local.csi.openebs.io',
  'topolvm.io',
  'hostpath',
  'no-provisioner',
];
const NETWORKED = [
  'driver.longhorn.io',
  'rbd.csi.ceph.com',
  'driver.harvesterhci.io',
  'ebs.csi.aws.com',
  'disk.csi.azure.com',
  'pd.csi.storage.gke.io',
  'csi.vsphere.vmware.com',
  'cinder.csi.openstack.org',
];

export const storage: Score = {
  id: 'storage',
  title: 'Storage',
  defaultWeight: 1,
  formula:
    '70 for a volume over the network, 40 for an unknown kind, 10 for one on a node; + 30 where it can grow; 100 without a volume',
  rate(candidate) {
    const { sizing, profile, request } = candidate;
    if (!profile.stores.find(({ kind }) => kind === sizing.store)?.needsVolume) {
      return { value: 100, because: `${sizing.store} needs no volume here` };
    }
    if (request.spec.store.existingClaim !== '')
      return { value: 40, because: 'the claim is there already, its kind is not known' };

    const storageClass = classOf(candidate);
    if (storageClass === undefined) return { value: 0, because: 'the storage class is not known' };

    const { name, canExpand, provisioner } = storageClass;
    const [points, kind] = kindOf(provisioner);
    return {
      value: points + (canExpand ? 30 : 0),
      because: `${name} is ${kind} (${provisioner}) and ${canExpand ? 'can' : 'cannot'} grow`,
    };
  },
};

function classOf({ cluster, request }: Candidate): StorageClassFacts | undefined {
  if (!cluster.storageClasses.known) return undefined;
  const wanted = request.spec.store.storageClass;
  return cluster.storageClasses.value.find(({ name, isDefault }) => (wanted === '' ? isDefault : name === wanted));
}

function kindOf(provisioner: string): [number, string] {
  const isOneOf = (names: readonly string[]) => names.some((name) => provisioner.endsWith(name));
  if (isOneOf(NETWORKED)) return [70, 'over the network'];
  return isOneOf(LOCAL) ? [10, 'on one node'] : [40, 'of an unknown kind'];
}
