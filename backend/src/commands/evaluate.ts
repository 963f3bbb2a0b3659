import { access, constants, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../config.ts';
import { acquireVectors } from '../evaluate/acquire-vectors.ts';
import { detCurve } from '../evaluate/det-curve.ts';
import { checkPhotos, evaluatePeople } from '../evaluate/evaluate-people.ts';
import { EvaluationInputError } from '../evaluate/input-error.ts';
import { listPhotos } from '../evaluate/list-photos.ts';
import { sayProgress } from '../evaluate/progress.ts';
import { evaluationReport, evaluationText } from '../evaluate/report.ts';
import { ENGINES, startEngine, type EngineName } from '../face/start-engine.ts';

interface Options {
  readonly json?: true;
  readonly engine?: EngineName;
  readonly enrolled: number;
  readonly shown: number;
  readonly svg?: string;
}

const BAD_INPUT = 2;
/** Names of ignored files that are told. */
const EXAMPLES = 3;

/** `evaluate DIR`: how often the engine mistakes the people of a folder of photos. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('compare the photos of many people with each other, and tell how often single comparisons are wrong')
    .argument('<folder>', 'folder with one folder for each person, with the photos of the person in it')
    .option('--json', 'print JSON')
    .addOption(
      new Option('--engine <name>', 'which engine judges the pictures (default: FACE_AUTH_ENGINE)').choices(ENGINES),
    )
    .option('--enrolled <number>', 'photos in a template, 1 to 5', upTo(5), 1)
    .option('--shown <number>', 'photos in a probe, 1 to 3', upTo(3), 1)
    .option('--svg <file>', 'write the curve of both errors as a picture')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'face-auth: ')) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : BAD_INPUT))
    .action(run);
}

async function run(folder: string, options: Options, command: Command): Promise<void> {
  try {
    process.stdout.write(await evaluate(folder, options));
  } catch (error) {
    if (!(error instanceof EvaluationInputError)) throw error;
    command.error(`face-auth: ${error.message}`, { exitCode: BAD_INPUT });
  }
}

async function evaluate(folder: string, { json, enrolled, shown, svg, ...options }: Options): Promise<string> {
  const { people, ignored } = await listPhotos(folder);
  checkPhotos(
    people.map(({ photos }) => photos.length),
    enrolled,
    shown,
  );
  if (ignored.length > 0) {
    const rest = ignored.length > EXAMPLES ? ', …' : '';
    process.stderr.write(`ignored ${ignored.length} other files: ${ignored.slice(0, EXAMPLES).join(', ')}${rest}\n`);
  }

  if (svg !== undefined) await checkWritable(svg);

  const config = readConfig(process.env);
  const engineName = options.engine ?? config.engine;
  const onProgress = sayProgress({
    isTerminal: process.stderr.isTTY,
    write: (text) => process.stderr.write(text),
    now: () => performance.now(),
  });
  const workers = availableParallelism();
  const engine = await startEngine({ engine: engineName, modelsDir: config.modelsDir, workers, queueLimit: workers });
  const acquired = await acquireVectors({
    engine,
    people,
    atOnce: workers + 1,
    now: () => performance.now(),
    onProgress: (done, of) => {
      onProgress('photos', done, of);
    },
  }).finally(() => engine.close());

  const evaluation = evaluatePeople({ people: acquired.people, enrolled, shown, shipped: [], onProgress });
  if (svg !== undefined) await writeFile(svg, detCurve(evaluation, path.basename(path.resolve(folder))));
  const report = { evaluation, acquired, engine: engineName, recogniser: engine.recogniser };
  return json ? `${JSON.stringify(evaluationReport(report), undefined, 2)}\n` : evaluationText(report);
}

/** So that minutes of work do not end with a folder that does not exist. */
async function checkWritable(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw new EvaluationInputError(`${file} cannot be written: the folder ${folder} does not exist or is closed`, {
      cause,
    });
  });
}

function upTo(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`it must be a whole number from 1 to ${most}`);
  };
}
