import { expect, it } from 'vitest';
import { ageText } from './age-text.ts';

it.each([
  { ms: 0, text: '0 seconds' },
  { ms: 1000, text: '1 second' },
  { ms: 59_999, text: '59 seconds' },
  { ms: 60_000, text: '1 minute' },
  { ms: 7_200_000, text: '2 hours' },
  { ms: 3 * 86_400_000, text: '3 days' },
])('says $text for $ms ms', ({ ms, text }) => {
  expect(ageText(ms)).toBe(text);
});
