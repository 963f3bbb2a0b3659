import { pass, type Predicate } from '../verdict.ts';
import { classVerdict } from './class-verdict.ts';

/** Hard rule: a volume can be had for the store, or there is one already. */
export const storageClass: Predicate = {
  id: 'storage-class',
  after: ['connected'],
  check({ cluster, request }) {
    if (request.storage.existingClaim !== '') return pass(`it uses the volume claim ${request.storage.existingClaim}`);
    return classVerdict(
      'storage class',
      cluster.storageClasses,
      request.storage.className,
      'install a storage driver, such as Longhorn or local-path-provisioner',
    );
  },
};
