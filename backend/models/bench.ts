import '../src/face/onnx/without-telemetry.ts';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { NETS, type NetName } from '../src/face/onnx/nets.ts';
import { TFJS_OUTPUTS } from './convert-net.ts';
import type { GraphModelJson } from './graph-model/graph-model-files.ts';
import { loadOriginal } from './verify/run-original.ts';

/** `node backend/models/bench.ts`: the processor time of each net on one thread, converted and as it was, as a table. */
const MODELS = fileURLToPath(new URL('build', import.meta.url));
const RUNS = 300;
const RUNS_OF_ORIGINAL = 30;
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

process.stdout.write('| net | pictures | onnxruntime ms | tfjs WASM ms |\n|---|---|---|---|\n');
for (const net of Object.keys(NETS) as NetName[]) {
  for (const pictures of NETS[net].input.shape[0] === 'batch' ? [1, 2] : [1]) {
    const converted = await timeConverted(net, pictures);
    const original = pictures * (await timeOriginal(net));
    process.stdout.write(`| ${net} | ${pictures} | ${converted.toFixed(2)} | ${original.toFixed(1)} |\n`);
  }
}

async function timeConverted(net: NetName, pictures: number): Promise<number> {
  const { file, input } = NETS[net];
  const session = await InferenceSession.create(join(MODELS, file), OPTIONS);
  const shape = [pictures, ...input.shape.slice(1).map(Number)];
  const feeds = { [input.name]: new Tensor('float32', noise(shape), shape) };
  return median(RUNS, () => session.run(feeds));
}

async function timeOriginal(net: NetName): Promise<number> {
  const json = JSON.parse(await readFile(join(MODELS, `${net}.json`), 'utf8')) as GraphModelJson;
  const weights = await readFile(join(MODELS, `${net}.bin`));
  const [, channels, height, width] = NETS[net].input.shape;
  // All outputs in one run: each list that is asked for is a run of its own.
  const run = await loadOriginal({ json, weights }, [height, width, channels], [TFJS_OUTPUTS[net].flat()]);
  const picture = noise([height, width, channels]);
  return median(RUNS_OF_ORIGINAL, async () => run(picture));
}

/** Milliseconds of processor time of the middle one of `runs`, after some to warm up: waiting for a core does not count. */
async function median(runs: number, run: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < runs / 10; i++) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

/** Numbers between -1 and 1, the same at each run. */
function noise(shape: readonly number[]): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, index) => Math.sin(index * index));
}
