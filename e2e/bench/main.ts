import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from '../tools/folders.ts';
import { measureBundle } from './bundle-figures.ts';
import { report } from './report.ts';
import { measureService } from './service-figures.ts';

const { values } = parseArgs({ options: { logins: { type: 'string', default: '200' } } });
const logins = Number(values.logins);
if (!Number.isInteger(logins) || logins < 4) throw new Error('--logins wants a whole number of at least 4');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const machine = {
  processor: cpus()[0]?.model ?? 'unknown processor',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
};
say(`${logins} logins in real time; about ${Math.ceil((logins * 6) / 60)} minutes ...`);
const page = report(machine, await measureService(logins, say), measureBundle());
writeFileSync(path.join(REPOSITORY, 'docs/benchmarks.md'), page);
say(page);
