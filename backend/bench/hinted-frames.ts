import type { AnalyseOptions, Region } from '../src/face/engine.ts';
import { startEngine } from '../src/face/start-engine.ts';

export interface HintedFrames {
  /** Of all threads, ms a frame: the mesh alone, and with refined eyes as while a blink is asked. */
  readonly meshCpuMs: number;
  readonly eyesCpuMs: number;
}

/** Frames of each person of the set before they are exchanged for the next one's, about two seconds of a challenge. */
const FRAMES_EACH = 20;

/** What a frame of a challenge costs: 320 pixels wide, each with the hint of the one before it, one after the other. */
export async function measureHintedFrames(modelsDir: string, frames: readonly Uint8Array[]): Promise<HintedFrames> {
  const engine = await startEngine({ engine: 'onnx', modelsDir, workers: 1, queueLimit: 1 });
  const cpuMs = async (options: AnalyseOptions): Promise<number> => {
    let time = 0;
    for (const frame of frames) {
      let region: Region | undefined = (await engine.analyse(frame, options)).faces[0]?.region;
      const before = process.cpuUsage();
      for (let count = 0; count < FRAMES_EACH; count++) {
        const { faces } = await engine.analyse(frame, { ...options, ...(region && { region }) });
        region = faces[0]?.region;
      }
      const { user, system } = process.cpuUsage(before);
      time += (user + system) / 1_000;
    }
    return time / (frames.length * FRAMES_EACH);
  };
  await cpuMs({ vector: 'none', iris: true });
  const figures = {
    meshCpuMs: await cpuMs({ vector: 'none' }),
    eyesCpuMs: await cpuMs({ vector: 'none', iris: true }),
  };
  await engine.close();
  return figures;
}
