import type { Language } from '../../../src/gateway/api.ts';

/** A waiting time in words: seconds up to a minute, then minutes, rounded up so that nobody comes too early. */
export function waitingTime(seconds: number, language: Language): string {
  const inUnit = (value: number, unit: 'second' | 'minute') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  return seconds <= 60 ? inUnit(Math.max(1, Math.ceil(seconds)), 'second') : inUnit(Math.ceil(seconds / 60), 'minute');
}

/** A moment in the reader's own time zone: the time alone while it is today, else with the date. */
export function moment(at: number, now: number, language: Language): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(
    language,
    isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(at);
}
