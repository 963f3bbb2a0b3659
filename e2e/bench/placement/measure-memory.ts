import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Question } from './questions.ts';

/** MB (1e6 bytes) in a process that does nothing else. */
export interface MemoryFigures {
  /** What the facts take on the heap. */
  readonly facts: number;
  /** What the plan takes on top. */
  readonly plan: number;
  /** The whole process as Linux counts it (VmRSS), Node and garbage that is not yet given back included. */
  readonly resident: number;
}

export function measureMemory(question: Question, clusters: number): MemoryFigures {
  const child = path.join(import.meta.dirname, 'memory-child.ts');
  const output = execFileSync(process.execPath, ['--expose-gc', child, String(clusters), question], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as MemoryFigures;
}
