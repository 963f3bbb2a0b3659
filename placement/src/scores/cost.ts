import type { Score } from '../rule.ts';

/** What a cluster costs, in whatever unit the admin likes best, 0 to 100. */
export const COST_LABEL = 'face-auth.io/cost';

/** Who says nothing is in the middle: a missing label is no advantage over an honest one, and no punishment. */
export const cost: Score = {
  id: 'cost',
  title: 'Cost',
  defaultWeight: 2,
  formula: `100 − the label ${COST_LABEL}, which goes from 0 to 100; 50 without it`,
  rate({ cluster }) {
    const text = cluster.labels[COST_LABEL];
    if (text === undefined) return { value: 50, because: `there is no label ${COST_LABEL}` };
    if (!/^\d+(\.\d+)?$/.test(text)) return { value: 50, because: `the label ${COST_LABEL} is ${text}, no number` };
    return { value: Math.round(100 - Math.min(100, Number(text))), because: `its cost is ${text}` };
  },
};
