import { ageText } from '../age-text.ts';
import type { Predicate } from '../rule.ts';
import { fail, pass, unknown } from '../verdict.ts';

/** Hard rule: the management cluster has a connection. All else is read through it. */
export const connected: Predicate = {
  id: 'connected',
  title: 'Connected',
  after: [],
  check({ cluster: { connection }, at }) {
    if (!connection.known) return unknown(`it is not known whether it is connected: ${connection.why}`);
    if (connection.value.connected) return pass('it is connected');

    const { lostAt } = connection.value;
    return fail(
      lostAt === undefined ? 'it is not connected' : `it is not connected, for ${ageText(Math.max(0, at - lostAt))}`,
      {
        text: 'check its cluster agent and its network, then read the cluster again',
        by: 'cluster',
        changes: [],
      },
    );
  },
};
