import { describe, expect, it } from 'vitest';
import { moment, waitingTime } from './times.ts';

describe('waitingTime', () => {
  it.each([
    { seconds: 30, language: 'en', text: '30 seconds' },
    { seconds: 1, language: 'de', text: '1 Sekunde' },
    { seconds: 61, language: 'en', text: '2 minutes' },
    { seconds: 3600, language: 'de', text: '60 Minuten' },
    { seconds: 0.2, language: 'en', text: '1 second' },
  ] as const)('says $seconds s as "$text"', ({ seconds, language, text }) => {
    expect(waitingTime(seconds, language)).toBe(text);
  });
});

describe('moment', () => {
  const noon = new Date(2026, 4, 3, 12, 0).getTime();

  it('leaves the date out while it is today', () => {
    expect(moment(noon + 3_600_000, noon, 'de')).toBe('13:00');
  });

  it('names the date when it is another day', () => {
    expect(moment(noon + 24 * 3_600_000, noon, 'de')).toContain('04.05.2026');
  });
});
