import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listPhotos } from '../../src/evaluate/list-photos.ts';
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

const { positionals } = parseArgs({ allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('usage: node backend/models/cover/fit-cover.ts FOLDER\n');
  process.exit(2);
}

const engine = await startEngine({ engine: 'onnx', modelsDir: path('../build'), workers: 1, queueLimit: 4 });
const examples: CoverExample[] = [];
for await (const example of collectExamples(await listPhotos(folder), engine)) examples.push(example);
await engine.close();

const weights = Object.fromEntries(PARTS.map((part) => [part, learn(part)]));
await writeFile(WEIGHTS_FILE, `${JSON.stringify(weights)}\n`);

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
