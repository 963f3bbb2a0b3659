import { access, constants, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readConfig, type Config } from '../config.ts';
import { acquireVectors, type AcquiredVectors } from '../evaluate/acquire-vectors.ts';
import { detCurve } from '../evaluate/det-curve.ts';
import { checkPhotos, evaluatePeople } from '../evaluate/evaluate-people.ts';
import { EvaluationInputError } from '../evaluate/input-error.ts';
import { listPhotos, type PersonPhotos } from '../evaluate/list-photos.ts';
import { checkPeople, makeCalibration } from '../evaluate/make-calibration.ts';
import { sayProgress } from '../evaluate/progress.ts';
import { evaluationReport, evaluationText } from '../evaluate/report.ts';
import { FALSE_MATCH_RATES, readCalibration, SHIPPED_CALIBRATION } from '../face/calibration/calibration.ts';
import { recogniserFile } from '../face/calibration/recogniser-file.ts';
import { ENGINES, startEngine, type EngineName } from '../face/start-engine.ts';

interface Options {
  readonly json?: true;
  readonly engine?: EngineName;
  readonly enrolled: number;
  readonly shown: number;
  readonly svg?: string;
  readonly recogniser?: string;
  readonly writeCalibration?: string;
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
    .option('--recogniser <file>', 'ONNX file of another recogniser (default: FACE_AUTH_RECOGNISER_FILE)')
    .option('--write-calibration <file>', 'write thresholds learnt on these people, for FACE_AUTH_CALIBRATION_FILE')
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

async function evaluate(folder: string, options: Options): Promise<string> {
  const { json, enrolled, shown, svg, writeCalibration } = options;
  const { people, ignored } = await listPhotos(folder);
  const photos = people.map((person) => person.photos.length);
  checkPhotos(photos, enrolled, shown);
  if (writeCalibration !== undefined) checkPeople(photos);
  for (const file of [svg, writeCalibration]) if (file !== undefined) await checkWritable(file);
  if (ignored.length > 0) sayIgnored(ignored);

  const config = readConfig(process.env);
  const engineName = options.engine ?? config.engine;
  const { acquired, recogniser } = await acquire(
    people,
    engineName,
    options.recogniser ?? config.recogniserFile,
    config,
  );
  checkUsable(acquired, enrolled, shown);
  const shipped = await thresholdsInUse(config, recogniser, enrolled, shown);
  const evaluation = evaluatePeople({ people: acquired.people, enrolled, shown, shipped, onProgress });

  const name = path.basename(path.resolve(folder));
  if (svg !== undefined) await writeFile(svg, detCurve(evaluation, name));
  if (writeCalibration !== undefined) {
    const date = new Date().toISOString().slice(0, 10);
    const calibration = makeCalibration({ people: acquired.people, recogniser, name, date, onProgress });
    await writeFile(writeCalibration, `${JSON.stringify(calibration, undefined, 2)}\n`);
  }
  const report = { evaluation, acquired, engine: engineName, recogniser };
  return json ? `${JSON.stringify(evaluationReport(report), undefined, 2)}\n` : evaluationText(report);
}

/** Starts the engine for as long as it takes to get the vectors of all photos. */
async function acquire(
  people: readonly PersonPhotos[],
  engineName: EngineName,
  recogniser: string | undefined,
  { modelsDir }: Config,
): Promise<{ acquired: AcquiredVectors; recogniser: string }> {
  const workers = availableParallelism();
  const engine = await startEngine({
    engine: engineName,
    modelsDir,
    workers,
    queueLimit: workers,
    ...(recogniser === undefined ? {} : { recogniser: await recogniserFile(recogniser) }),
  });
  try {
    const acquired = await acquireVectors({
      engine,
      people,
      atOnce: workers + 1,
      now: () => performance.now(),
      onProgress: (done, of) => {
        onProgress('photos', done, of);
      },
    });
    return { acquired, recogniser: engine.recogniser };
  } finally {
    await engine.close();
  }
}

/** What the folder promised may be gone with the photos that failed: then the reasons are told too. */
function checkUsable({ people, failures, photos }: AcquiredVectors, enrolled: number, shown: number): void {
  try {
    checkPhotos(
      people.map(({ vectors }) => vectors.length),
      enrolled,
      shown,
    );
  } catch (error) {
    if (!(error instanceof EvaluationInputError) || failures.length === 0) throw error;
    const reasons = failures.map(({ reason, count }) => `${reason}: ${count}`).join(', ');
    throw new EvaluationInputError(`${error.message}; of ${photos} photos these failed: ${reasons}`, { cause: error });
  }
}

/** Of the calibration that is set, else of the shipped one; none when neither is of this recogniser. */
async function thresholdsInUse({ calibrationFile }: Config, recogniser: string, enrolled: number, shown: number) {
  const set = calibrationFile === undefined ? SHIPPED_CALIBRATION : await readCalibration(calibrationFile);
  const calibration = [set, SHIPPED_CALIBRATION].find((each) => each.recogniser === recogniser);
  const row = calibration?.rows.find((each) => each.enrolled === enrolled && each.shown === shown);
  return row === undefined ? [] : FALSE_MATCH_RATES.map((rate) => ({ rate, threshold: row.thresholds[rate] }));
}

const onProgress = sayProgress({
  isTerminal: process.stderr.isTTY,
  write: (text) => process.stderr.write(text),
  now: () => performance.now(),
});

function sayIgnored(ignored: readonly string[]): void {
  const rest = ignored.length > EXAMPLES ? ', …' : '';
  process.stderr.write(`other files ignored: ${ignored.length} (${ignored.slice(0, EXAMPLES).join(', ')}${rest})\n`);
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
