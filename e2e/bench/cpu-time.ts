import { readFileSync } from 'node:fs';

/** Ticks a second in /proc, the same on every Linux that Node runs on (USER_HZ). */
const TICKS = 100;

/** CPU time of a process of this machine up to now with all its threads, ms, in steps of 10. */
export function cpuTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold anything; utime and stime are fields 14 and 15 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  if (!Number.isFinite(user + system)) throw new Error(`Process ${pid} has no CPU time: ${stat}`);
  return ((user + system) * 1000) / TICKS;
}
