import { join } from 'node:path';
import { loadNet } from '../src/face/onnx/load-net.ts';
import { NETS, type NetName } from '../src/face/onnx/nets.ts';
import { quantile } from '../../e2e/bench/quantile.ts';

const RUNS = 200;

/** Median time of one run of each net on one picture, ms, in one thread. */
export async function measureNets(modelsDir: string): Promise<Record<NetName, number>> {
  const times: Partial<Record<NetName, number>> = {};
  for (const name of Object.keys(NETS) as NetName[]) {
    const { file, input } = NETS[name];
    const net = await loadNet(join(modelsDir, file));
    const [, channels, height, width] = input.shape;
    const picture = Float32Array.from({ length: channels * height * width }, (_, index) => Math.sin(index));
    const runs: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const started = performance.now();
      await net.run(picture, 1);
      runs.push(performance.now() - started);
    }
    await net.close();
    times[name] = quantile(runs, 0.5);
  }
  return times as Record<NetName, number>;
}
