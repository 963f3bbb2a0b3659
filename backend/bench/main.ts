import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { writePart } from '../../e2e/bench/benchmark-page.ts';
import { prepareModels } from '../models/prepare-models.ts';
import { MODELS_DIR } from '../src/face/testing.ts';
import { engineReport } from './engine-report.ts';
import { makeFrames } from './frames.ts';
import { measureHintedFrames } from './hinted-frames.ts';
import { measureInference } from './inference-process.ts';
import { measureNets } from './nets-alone.ts';
import { measureSideBySide } from './side-by-side.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, frames: { type: 'string' } },
});
const count = Number(values.frames ?? (values.quick ? 1_000 : 20_000));
if (!Number.isInteger(count) || count < 400) throw new Error('--frames wants a whole number of at least 400');
const [rounds, seconds] = values.quick ? [2, 3] : [6, 8];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
await prepareModels(MODELS_DIR, say);
const frames = await makeFrames();
say(`Frames: ${frames.source}`);

const sideBySide = [];
for (const workers of [1, 2]) {
  sideBySide.push(await measureSideBySide({ modelsDir: MODELS_DIR, workers, frames: frames.large, rounds, seconds }));
  say(`Side by side with ${workers} workers: done`);
}
const nets = await measureNets(MODELS_DIR);
const hinted = await measureHintedFrames(MODELS_DIR, frames.small.slice(0, values.quick ? 5 : 30));
say('Nets and challenge frames: done');
const inference = await measureInference(frames, count, say);

const text = engineReport({
  source: frames.source,
  sideBySide,
  nets,
  hinted,
  inference,
  workers: Math.min(4, availableParallelism()),
});
if (!values.quick) writePart('engine', text);
say(text);
