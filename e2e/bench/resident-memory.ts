import { readFileSync } from 'node:fs';

/** Resident memory of a process of this machine in MB (1e6 bytes), as Linux counts it (VmRSS). */
export function residentMemory(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kib === undefined) throw new Error(`Process ${pid} has no VmRSS: has it ended?`);
  return (Number(kib) * 1024) / 1e6;
}
