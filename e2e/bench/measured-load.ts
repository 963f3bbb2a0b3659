import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import type { MeasuredLoad } from '../../placement/src/release-profile.ts';
import { REPOSITORY } from '../tools/folders.ts';
import { quantile } from './quantile.ts';
import type { ServiceFigures } from './service-figures.ts';

const FILE = path.join(REPOSITORY, 'placement/src/measured-load.ts');

/** What the planner sizes a release by. */
export function measuredLoad({ loginCpuMs, idleCpu, memory }: ServiceFigures, now = new Date()): MeasuredLoad {
  return {
    cpuMsPerLogin: Math.ceil(quantile(loginCpuMs, 0.95)),
    idleCpu: Math.ceil(idleCpu),
    memory: Math.max(...memory.map(({ mb }) => mb)) * 1e6,
    date: now.toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown processor',
  };
}

/** Writes it where the planner has it from. */
export function writeMeasuredLoad(measured: MeasuredLoad): void {
  writeFileSync(FILE, measuredLoadModule(measured));
}

export function measuredLoadModule({ cpuMsPerLogin, idleCpu, memory, date, processor }: MeasuredLoad): string {
  const text = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;
  return `import type { MeasuredLoad } from './release-profile.ts';

/** Written by \`npm run bench\`; not edited by hand. */
export const measuredLoad: MeasuredLoad = {
  cpuMsPerLogin: ${cpuMsPerLogin},
  idleCpu: ${idleCpu},
  memory: ${Math.round(memory)},
  date: ${text(date)},
  processor: ${text(processor)},
};
`;
}
