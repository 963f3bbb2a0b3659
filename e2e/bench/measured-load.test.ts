import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measuredLoad as inUse } from '../../placement/src/measured-load.ts';
import { REPOSITORY } from '../tools/folders.ts';
import { measuredLoad, measuredLoadModule } from './measured-load.ts';

describe('the measured part of the release profile', () => {
  it('is the 95th percentile of the CPU of a login, the idle CPU and the largest memory, rounded up', () => {
    const figures = {
      startMs: [],
      decisionMs: [],
      loginCpuMs: [...Array<number>(19).fill(300), 400.2, 999],
      idleCpu: 7.2,
      memory: [
        { logins: 1, mb: 310 },
        { logins: 2, mb: 305.5 },
      ],
      accepted: 21,
      refused: [],
    };

    expect(measuredLoad(figures, new Date('2026-01-02T03:04:05Z'))).toMatchObject({
      cpuMsPerLogin: 401,
      idleCpu: 8,
      memory: 310e6,
      date: '2026-01-02',
    });
  });

  it('is in the planner as the benchmark writes it', () => {
    expect(readFileSync(`${REPOSITORY}/placement/src/measured-load.ts`, 'utf8')).toBe(measuredLoadModule(inUse));
  });

  it('may come from a processor with a quote in its name', () => {
    expect(measuredLoadModule({ ...inUse, processor: "Maker's \\ own" })).toContain("'Maker\\'s \\\\ own'");
  });
});
