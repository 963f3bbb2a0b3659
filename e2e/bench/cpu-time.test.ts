import { describe, expect, it } from 'vitest';
import { cpuTime } from './cpu-time.ts';

describe('cpuTime', () => {
  it('counts what a process has used, user and system, as the process itself does', () => {
    const began = performance.now();
    while (performance.now() - began < 50) Math.sqrt(began);
    const { user, system } = process.cpuUsage();

    // Steps of 10 ms each, and what passes between both looks.
    expect(Math.abs(cpuTime(process.pid) - (user + system) / 1000)).toBeLessThan(100);
    expect(cpuTime(process.pid)).toBeGreaterThan(50);
  });

  it('says so of a process that is not there', () => {
    expect(() => cpuTime(2 ** 30)).toThrow('ENOENT');
  });
});
