import type { FaceEngine } from '../src/face/engine.ts';

/** What an engine did with frames that came as fast as it took them. */
export interface Throughput {
  readonly perSecond: number;
  /** From asking to the answer, ms, one a request. */
  readonly latencyMs: readonly number[];
  /** Of all threads of the process, ms a request. */
  readonly cpuMs: number;
}

/** Keeps each of the engine's workers busy with full vectors of the frames for so long. */
export async function measureThroughput(
  engine: Pick<FaceEngine, 'analyse'>,
  frames: readonly Uint8Array[],
  { workers, seconds }: { readonly workers: number; readonly seconds: number },
): Promise<Throughput> {
  const latencyMs: number[] = [];
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  let next = 0;
  const keepBusy = async (): Promise<void> => {
    while (performance.now() - started < seconds * 1_000) {
      const frame = frames[next++ % frames.length];
      if (frame === undefined) throw new Error('There are no frames');
      const asked = performance.now();
      await engine.analyse(frame, { vector: 'full' });
      latencyMs.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: 2 * workers }, keepBusy));
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: (latencyMs.length * 1_000) / (performance.now() - started),
    latencyMs,
    cpuMs: (user + system) / 1_000 / latencyMs.length,
  };
}

/** Several measurements of the same as one. */
export function together(parts: readonly Throughput[]): Throughput {
  const requests = parts.reduce((sum, { latencyMs }) => sum + latencyMs.length, 0);
  const mean = (value: (part: Throughput) => number): number =>
    parts.reduce((sum, part) => sum + value(part) * part.latencyMs.length, 0) / requests;
  return {
    // Requests by the whole time, not the mean of rates.
    perSecond: requests / parts.reduce((sum, part) => sum + part.latencyMs.length / part.perSecond, 0),
    latencyMs: parts.flatMap(({ latencyMs }) => latencyMs),
    cpuMs: mean(({ cpuMs }) => cpuMs),
  };
}
