import { setTimeout } from 'node:timers/promises';
import { manInCap12, manInCap13 } from '../camera/recorded-person.ts';
import { loginClient } from '../tools/login-client.ts';
import { startServer } from '../tools/server.ts';
import { cpuTime } from './cpu-time.ts';
import { residentMemory } from './resident-memory.ts';

export interface ServiceFigures {
  /** Start of the process to readiness, ms; one value a start. */
  readonly startMs: readonly number[];
  /** Sending the frame in which the last move was seen to the decision, ms; one value an accepted login. */
  readonly decisionMs: readonly number[];
  /** CPU time of the service over one accepted login, from the request for it to the session, ms. */
  readonly loginCpuMs: readonly number[];
  /** CPU of the service when nobody logs in, millicores. */
  readonly idleCpu: number;
  /** Resident memory in MB after that many logins. */
  readonly memory: readonly { readonly logins: number; readonly mb: number }[];
  readonly accepted: number;
  readonly refused: readonly string[];
}

const STARTS = 5;
const IDLE_MS = 20_000;

/**
 * Starts the service several times, then logs one real person in again and again, frames sent in real time.
 *
 * @param logins how many; memory is read after the first, then after every quarter of them
 */
export async function measureService(logins: number, log: (line: string) => void): Promise<ServiceFigures> {
  const startMs: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const server = await startServer();
    startMs.push(server.startedInMs);
    await server.stop();
  }

  const [man, earlier] = [await manInCap12(), await manInCap13()];
  const server = await startServer({ settings: { FACE_AUTH_MOVES: man.moves.join(',') } });
  const decisionMs: number[] = [];
  const loginCpuMs: number[] = [];
  let idleCpu: number;
  const refused: string[] = [];
  const memory: { logins: number; mb: number }[] = [];
  try {
    const client = loginClient(server.url);
    const enrolled = await client.enrol(server.invitation, 'karl', earlier.atRest());
    if (enrolled.outcome !== 'accepted') throw new Error(`The enrolment was refused: ${enrolled.reason}`);
    idleCpu = await measureIdle(server.pid);
    for (let login = 1; login <= logins; login++) {
      const before = cpuTime(server.pid);
      const result = await client.logIn('karl', man.briskClip);
      if (result.outcome === 'rejected') refused.push(result.reason ?? 'unknown');
      else loginCpuMs.push(cpuTime(server.pid) - before);
      if (result.outcome === 'accepted' && result.decisionMs !== undefined) decisionMs.push(result.decisionMs);
      if (login === 1 || login % Math.ceil(logins / 4) === 0) {
        memory.push({ logins: login, mb: residentMemory(server.pid) });
        log(`${login} logins, ${refused.length} refused, ${memory.at(-1)?.mb.toFixed(0)} MB`);
      }
    }
  } finally {
    await server.stop();
  }
  return { startMs, decisionMs, loginCpuMs, idleCpu, memory, accepted: logins - refused.length, refused };
}

async function measureIdle(pid: number): Promise<number> {
  const [before, began] = [cpuTime(pid), performance.now()];
  await setTimeout(IDLE_MS);
  return ((cpuTime(pid) - before) / (performance.now() - began)) * 1000;
}
