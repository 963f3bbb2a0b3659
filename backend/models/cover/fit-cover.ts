import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { EvaluationInputError } from '../../src/evaluate/input-error.ts';
import { listPhotos, type PhotoFolder } from '../../src/evaluate/list-photos.ts';
import { sayProgress } from '../../src/evaluate/progress.ts';
import { coverShare, type CoverWeights } from '../../src/face/signs/cover.ts';
import { startEngine } from '../../src/face/start-engine.ts';
import { collectExamples, PARTS, type CoverExample, type Part } from './collect-examples.ts';
import { fitLogistic } from './logistic-regression.ts';

/**
 * `node backend/models/cover/fit-cover.ts FOLDER` (people's folders with their photos, e.g. ../shared/data/faces/lfw-dev): learns what
 * tells a bare face from a covered one, writes `src/face/signs/cover-weights.json` and prints how often the weights err on people
 * they were not learnt from.
 */
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const WEIGHTS_FILE = path('../../src/face/signs/cover-weights.json');
/** Every so many people are kept back from each of the fits that are judged. */
const FOLDS = 5;
/** Share of the bare photos that may be called covered; the limit is put there. */
const FALSE_ALARMS = 0.005;
const DIGITS = 3;

const [folder] = process.argv.slice(2);
if (folder === undefined) fail('usage: node backend/models/cover/fit-cover.ts FOLDER');
const photos = await listPhotos(folder).catch((error: unknown) => {
  if (error instanceof EvaluationInputError) return fail(error.message);
  throw error;
});
const examples = await lookAt(photos);
const weights = JSON.stringify(Object.fromEntries(PARTS.map((part) => [part, learn(part)])));
await writeFile(
  WEIGHTS_FILE,
  await format(weights, { ...(await resolveConfig(WEIGHTS_FILE)), filepath: WEIGHTS_FILE }),
);

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

async function lookAt(folder: PhotoFolder): Promise<CoverExample[]> {
  const say = sayProgress({
    isTerminal: process.stderr.isTTY,
    write: (text) => process.stderr.write(text),
    now: () => performance.now(),
  });
  const count = folder.people.reduce((sum, person) => sum + person.photos.length, 0);
  const engine = await startEngine({ engine: 'onnx', modelsDir: path('../build'), workers: 1, queueLimit: 4 });
  const seen: CoverExample[] = [];
  const done = new Set<string>();
  for await (const example of collectExamples(folder, engine)) {
    seen.push(example);
    done.add(example.photo);
    say('photos', done.size, count);
  }
  await engine.close();
  return seen;
}

/** Fits the part on everybody, with the limit of the fits that are judged. */
function learn(part: Part): CoverWeights {
  const people = [...new Set(examples.map(({ person }) => person))];
  const foldOf = new Map(people.map((person, index) => [person, index % FOLDS]));
  const shares = new Map<CoverExample, number>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const learnt = fit(
      examples.filter(({ person }) => foldOf.get(person) !== fold),
      part,
    );
    for (const example of examples) {
      if (foldOf.get(example.person) === fold) shares.set(example, coverShare(example.description[part], learnt));
    }
  }
  const limit = limitFor(part, shares);
  print(part, shares, limit);
  const { bias, weights: each } = fit(examples, part);
  const rounded = (value: number): number => Number(value.toFixed(DIGITS));
  return { bias: rounded(bias - Math.log(limit / (1 - limit))), weights: each.map(rounded) };
}

function fit(some: readonly CoverExample[], part: Part): CoverWeights {
  return fitLogistic(
    some.flatMap(({ description, isCovered }) => {
      const label = isCovered[part];
      return label === undefined ? [] : [{ values: description[part], isCovered: label }];
    }),
  );
}

/** The share that only so few of the bare photos exceed. */
function limitFor(part: Part, shares: ReadonlyMap<CoverExample, number>): number {
  const bare = examples.filter(({ kind, isCovered }) => kind === 'bare' && isCovered[part] === false);
  const falling = bare.map((example) => shares.get(example) ?? NaN).sort((one, other) => other - one);
  return falling[Math.floor(FALSE_ALARMS * falling.length)] ?? NaN;
}

function print(part: Part, shares: ReadonlyMap<CoverExample, number>, limit: number): void {
  for (const kind of new Set(examples.map((example) => example.kind))) {
    for (const covered of [true, false]) {
      const some = examples.filter((example) => example.kind === kind && example.isCovered[part] === covered);
      if (some.length === 0) continue;
      const called = some.filter((example) => (shares.get(example) ?? NaN) > limit).length;
      const percent = ((100 * called) / some.length).toFixed(1);
      const what = covered ? 'covered' : 'bare';
      process.stdout.write(`${part}\t${kind}\t${what}\t${some.length}\tcalled covered ${percent} %\n`);
    }
  }
}
