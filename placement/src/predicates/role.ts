import { ROLE_LABEL } from '../labels.ts';
import type { Predicate } from '../rule.ts';
import { fail, pass } from '../verdict.ts';

/** Hard rule: the cluster says that it has the wanted role. */
export const role: Predicate = {
  id: 'role',
  title: 'Role',
  after: [],
  check({ cluster, request: { spec } }) {
    if (spec.role === 'both') return pass('any role will do');

    const actual = cluster.labels[ROLE_LABEL];
    if (actual === spec.role) return pass(`its role is ${actual}`);
    if (actual === undefined) {
      return fail(`it does not say whether its role is ${spec.role}`, {
        text: `label it ${ROLE_LABEL}=${spec.role}`,
        by: 'cluster',
        changes: [{ kind: 'label-cluster', key: ROLE_LABEL, value: spec.role }],
      });
    }
    return fail(`its role is ${actual}, not ${spec.role}`, {
      text: 'ask for both roles',
      by: 'request',
      changes: [{ kind: 'set-request', path: ['role'], value: 'both' }],
    });
  },
};
