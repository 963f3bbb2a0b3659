import { quantile } from '../../e2e/bench/quantile.ts';
import type { NetName } from '../src/face/onnx/nets.ts';
import type { HintedFrames } from './hinted-frames.ts';
import type { InferenceFigures } from './inference-process.ts';
import type { SideBySide } from './side-by-side.ts';

export interface EngineFigures {
  /** Where the faces of the frames come from. */
  readonly source: string;
  readonly sideBySide: readonly SideBySide[];
  readonly nets: Readonly<Record<NetName, number>>;
  readonly hinted: HintedFrames;
  readonly inference: InferenceFigures;
  /** Of the inference process. */
  readonly workers: number;
}

/** The engine's part of docs/benchmarks.md. */
export function engineReport({ source, sideBySide, nets, hinted, inference, workers }: EngineFigures): string {
  const most = sideBySide.reduce((one, other) => (other.workers > one.workers ? other : one));
  const { memory, startMs } = inference;
  const [early, last] = [memory.find(({ frames }) => frames * 2 >= (memory.at(-1)?.frames ?? 0)), memory.at(-1)];
  const rows = sideBySide.flatMap(({ workers: count, human, onnx }) =>
    [
      { name: 'Human as shipped', figures: human },
      { name: 'our engine `onnx`', figures: onnx },
    ].map(
      ({ name, figures: { perSecond, latencyMs, cpuMs } }) =>
        `| ${count} | ${name} | ${perSecond.toFixed(1)} | ${quantile(latencyMs, 0.5).toFixed(0)} / ${quantile(latencyMs, 0.95).toFixed(0)} | ${cpuMs.toFixed(1)} |`,
    ),
  );
  const alone = nets.blazefaceCoarse + nets.facemesh + 2 * nets.mobilefacenet;
  return `| what | goal | measured |
|---|---|---|
| JPEG 640×480 to mesh and full vector, ${most.workers} workers: requests a second by those of Human as shipped | >= 6.5 | ${(most.onnx.perSecond / most.human.perSecond).toFixed(1)} (by CPU time: ${(most.human.cpuMs / most.onnx.cpuMs).toFixed(1)}) |
| challenge frame, 320 pixels wide, with a hint: CPU time | <= 9 ms | ${hinted.meshCpuMs.toFixed(1)} ms (with refined eyes, as while a blink is asked: ${hinted.eyesCpuMs.toFixed(1)} ms) |
| memory of role \`inference\` with ${workers} workers, after ${last?.frames} frames | <= 320 MB with 2 | ${last?.mb.toFixed(0)} MB |
| its growth from frame ${early?.frames} to ${last?.frames} | flat | ${early && last ? (last.mb - early.mb).toFixed(0) : '–'} MB |
| start of its process to ready, median of ${startMs.length} | <= 1.5 s | ${(quantile(startMs, 0.5) / 1_000).toFixed(2)} s (slowest ${(quantile(startMs, 1) / 1_000).toFixed(2)} s) |

Both engines take turns in one process, on the same frames (${source}), each with twice as many requests at once as it has workers:

| workers | engine | requests a second | p50 / p95 ms | CPU ms a request |
|---|---|---|---|---|
${rows.join('\n')}

Human as shipped: the npm package with its own models for detector, mesh and description, on tfjs in WebAssembly with SIMD, one thread a worker, for with threads of its own the backend does not start on Node; its frame cache is off, and so is all else that it can do (irises and emotions too, which its defaults compute). Ours: detector, mesh, and the recogniser on the face and its mirror image.

Our nets alone, one picture in one thread, median ms: ${Object.entries(nets)
    .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
    .join(', ')}; those of a request together ${alone.toFixed(1)}.

Memory after each number of frames, of which each fourth is 640×480 with a full vector and the others 320×240 with a quick one: ${memory.map(({ frames, mb }) => `${frames}: ${mb.toFixed(0)} MB`).join(', ')}.
`;
}
