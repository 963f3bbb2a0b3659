import { parseArgs } from 'node:util';
import { EvaluationInputError } from '../../src/evaluate/input-error.ts';
import { listPhotos, type PersonPhotos } from '../../src/evaluate/list-photos.ts';
import { sayProgress } from '../../src/evaluate/progress.ts';
import type { FaceEngine } from '../../src/face/engine.ts';
import { ENGINES, startEngine, type EngineName } from '../../src/face/start-engine.ts';
import { MODELS_DIR, preparedModels } from '../../src/face/testing.ts';

/** What the commands of this folder work on. */
export interface QualityCommand {
  readonly engine: FaceEngine;
  readonly people: readonly PersonPhotos[];
  readonly say: (line: string) => void;
  readonly sayProgress: (what: string, done: number, of: number) => void;
}

const WORKERS = 2;

/** Photos in work at the same time; one more than the engine has workers keeps them all busy. */
const AT_ONCE = WORKERS + 1;

/** More than the pictures of all photos in work. */
const QUEUE_LIMIT = 32;

/** Reads `FOLDER [--engine onnx|human] [--every N]` (every Nth person only), starts the engine and runs the command; ends the process with 2 when they cannot be used. */
export async function runQualityCommand(name: string, run: (command: QualityCommand) => Promise<void>): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { engine: { type: 'string', default: 'onnx' }, every: { type: 'string', default: '1' } },
  });
  const [folder] = positionals;
  const every = Number(values.every);
  const engineName = ENGINES.find((each) => each === values.engine);
  if (folder === undefined || engineName === undefined || !Number.isInteger(every) || every < 1) {
    return refuse(`usage: node backend/bench/quality/${name} FOLDER [--engine ${ENGINES.join('|')}] [--every N]`);
  }
  const people = await peopleOf(folder);
  if (people !== undefined)
    await withEngine(
      engineName,
      people.filter((_, index) => index % every === 0),
      run,
    );
}

async function withEngine(
  name: EngineName,
  people: readonly PersonPhotos[],
  run: (command: QualityCommand) => Promise<void>,
): Promise<void> {
  await preparedModels();
  const engine = await startEngine({ engine: name, modelsDir: MODELS_DIR, workers: WORKERS, queueLimit: QUEUE_LIMIT });
  const progress = sayProgress({
    isTerminal: process.stderr.isTTY,
    write: (text) => process.stderr.write(text),
    now: () => performance.now(),
  });
  await run({ engine, people, say: (line) => process.stdout.write(`${line}\n`), sayProgress: progress });
  await engine.close();
}

async function peopleOf(folder: string): Promise<readonly PersonPhotos[] | undefined> {
  try {
    return (await listPhotos(folder)).people;
  } catch (error) {
    if (!(error instanceof EvaluationInputError)) throw error;
    return refuse(error.message);
  }
}

function refuse(message: string): undefined {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

/** Works on all items, a few at a time. */
export async function forEachOf<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
