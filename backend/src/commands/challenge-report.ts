import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ClipSetError, readClipSet } from '../challenge-report/clip-set.ts';
import type { ClipResult } from '../challenge-report/judge-clip.ts';
import { judgeSet } from '../challenge-report/judge-set.ts';
import { challengeReport, challengeReportText } from '../challenge-report/report.ts';
import { ENGINES, startEngine, type EngineName } from '../face/start-engine.ts';

interface Options {
  readonly json?: true;
  readonly engine: EngineName;
  readonly photos?: string;
  readonly loop?: true;
  readonly fps: number;
  readonly verbose?: true;
}

const MODELS_DIR = path.resolve(import.meta.dirname, '..', '..', 'models', 'build');
/** Without a terminal a line about every so many ms. */
const PROGRESS_MS = 10_000;
const BAD_INPUT = 2;

/** `challenge-report CLIPSET`: logins with labelled clips as their cameras, and how they ended. */
export function challengeReportCommand(): Command {
  return new Command('challenge-report')
    .description(
      'log in with every clip of a labelled set, and tell which were accepted and why the others were refused',
    )
    .argument('<clipset>', 'folder of clips (.mjpeg) with their manifest.json')
    .option('--json', 'print JSON')
    .option('--verbose', 'print a line for every clip')
    .addOption(new Option('--engine <name>', 'which engine judges the pictures').choices(ENGINES).default('onnx'))
    .option('--photos <folder>', 'enrol other photos of the people, from this folder, instead of other clips')
    .option('--loop', 'begin each clip again when it is over, until the login ends; else no more pictures come')
    .option('--fps <number>', 'most pictures in a second that reach the service', fpsOf, 30)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'face-auth: ')) })
    .action(run);
}

async function run(folder: string, options: Options, command: Command): Promise<void> {
  try {
    process.stdout.write(await judge(folder, options));
  } catch (error) {
    if (!(error instanceof ClipSetError)) throw error;
    command.error(`face-auth: ${error.message}`, { exitCode: BAD_INPUT });
  }
}

async function judge(folder: string, options: Options): Promise<string> {
  const { engine: name, photos, loop = false, fps, json = false, verbose = false } = options;
  const set = await readClipSet(folder);
  const engine = await startEngine({ engine: name, modelsDir: MODELS_DIR, workers: 1, queueLimit: 1 });
  try {
    const progress = verbose ? printEach : printNowAndThen();
    const results = await judgeSet({ set, photos, engine, isLooped: loop, mostFps: fps, progress });
    const report = challengeReport(results);
    const about = { engine: name, recogniser: engine.recogniser };
    return json ? `${JSON.stringify({ ...about, ...report }, undefined, 2)}\n` : challengeReportText(report);
  } finally {
    await engine.close();
  }
}

function fpsOf(text: string): number {
  const fps = Number(text);
  if (fps >= 1 && fps <= 60) return fps;
  throw new InvalidArgumentError('it must be a number of 1 to 60');
}

function printEach(
  done: number,
  all: number,
  { clip, asked, outcome, similarity, frames, coreSeconds }: ClipResult,
): void {
  const alike = similarity === undefined ? '' : `, similarity ${similarity.toFixed(2)}`;
  const cost = `${frames} pictures, ${coreSeconds.toFixed(2)} s of one core`;
  process.stderr.write(`${done}/${all} ${clip.file}: ${asked.join(', ')}: ${outcome}${alike} (${cost})\n`);
}

/** On a terminal one line that counts, else a line every ten seconds. */
function printNowAndThen(): (done: number, all: number) => void {
  let printedAt = Date.now();
  return (done, all) => {
    const text = `${done} of ${all} clips`;
    if (process.stderr.isTTY) process.stderr.write(`\r${text}${done === all ? '\n' : ''}`);
    else if (Date.now() - printedAt >= PROGRESS_MS) {
      printedAt = Date.now();
      process.stderr.write(`${text}\n`);
    }
  };
}
