import { amountText } from '../amounts-text.ts';
import { bytesQuantity, cpuQuantity } from '../objects/quantities.ts';
import { parseBytes, parseCpu } from '../quantity.ts';
import { valueAt } from '../request/request-problem.ts';
import type { Predicate } from '../rule.ts';
import { fail, pass } from '../verdict.ts';

/** A limit that the chart or the plan sets is never the lower one, only one of the request's further values can be. */
const LIMITED = [
  { name: 'cpu', parse: parseCpu, quantity: cpuQuantity },
  { name: 'memory', parse: parseBytes, quantity: bytesQuantity },
] as const;

/** Hard rule: no limit is below what a pod requests, for Kubernetes refuses such a pod. */
export const limits: Predicate = {
  id: 'limits',
  title: 'Limits',
  after: ['connected'],
  check({ request: { spec }, sizing: { requests } }) {
    const tooLow = LIMITED.flatMap(({ name, parse, quantity }) => {
      const path = ['values', 'resources', 'limits', name];
      const set = valueAt(spec, path);
      const limit = typeof set === 'string' || typeof set === 'number' ? parse(String(set)) : undefined;
      return limit !== undefined && limit < requests[name]
        ? [{ name, limit, request: requests[name], path, value: quantity(requests[name]) }]
        : [];
    });
    if (tooLow.length === 0) return pass('no limit is below what a pod requests');

    const below = tooLow.map(
      ({ name, limit, request }) => `${amountText(name, limit)}, and a pod requests ${amountText(name, request, 'up')}`,
    );
    const raised = tooLow.map(({ path, value }) => `${path.join('.')} to ${value}`);
    return fail(`its limit is ${below.join('; ')}`, {
      text: `raise ${raised.join(' and ')}`,
      by: 'request',
      changes: tooLow.map(({ path, value }) => ({ kind: 'set-request', path, value })),
    });
  },
};
