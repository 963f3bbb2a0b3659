import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { steady } from './steady.ts';

describe('steady', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows the first value at once', () => {
    const shown: string[] = [];
    steady<string>((value) => shown.push(value), 1_000).offer('a');

    expect(shown).toEqual(['a']);
  });

  it('shows only the newest of the values that come within the gap', () => {
    const shown: string[] = [];
    const text = steady<string>((value) => shown.push(value), 1_000);
    for (const value of ['a', 'b', 'c']) text.offer(value);

    vi.advanceTimersByTime(999);
    expect(shown).toEqual(['a']);
    vi.advanceTimersByTime(1);
    expect(shown).toEqual(['a', 'c']);
  });

  it('says nothing twice when the value comes back before the gap is over', () => {
    const shown: string[] = [];
    const text = steady<string>((value) => shown.push(value), 1_000);
    for (const value of ['a', 'b', 'a']) text.offer(value);

    vi.advanceTimersByTime(5_000);
    expect(shown).toEqual(['a']);
  });

  it('never floods: ten values a second for ten seconds become at most one in 1.5 s', () => {
    let count = 0;
    const text = steady<number>(() => (count += 1), 1_500);
    for (let at = 0; at < 10_000; at += 100) {
      text.offer(at);
      vi.advanceTimersByTime(100);
    }

    expect(count).toBe(7);
  });

  it('shows nothing more once it is stopped', () => {
    const shown: string[] = [];
    const text = steady<string>((value) => shown.push(value), 1_000);
    text.offer('a');
    text.offer('b');
    text.stop();

    vi.advanceTimersByTime(5_000);
    expect(shown).toEqual(['a']);
  });
});
