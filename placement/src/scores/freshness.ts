import { ageText } from '../age-text.ts';
import type { Score } from '../rule.ts';

const HOUR = 3_600_000;

export const freshness: Score = {
  id: 'freshness',
  title: 'Fresh facts',
  defaultWeight: 1,
  formula: '100 × (1 − age of the facts ÷ 1 hour), at least 0',
  rate({ cluster, at }) {
    const age = Math.max(0, at - cluster.readAt);
    return {
      value: Math.round(100 * Math.max(0, 1 - age / HOUR)),
      because: `the facts are ${ageText(age)} old`,
    };
  },
};
