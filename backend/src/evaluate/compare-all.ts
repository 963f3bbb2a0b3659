import type { Groups } from './groups.ts';
import { BIN_COUNT, binOf } from './similarity-bins.ts';
import { TopPairs } from './top-pairs.ts';

/** The outcome of all comparisons, small however many they were. */
export interface Comparisons {
  readonly people: number;
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  /** Genuine comparisons by person and bin: entry e says that `count[e]` of person `person[e]` fell into bin `bin[e]`. */
  readonly genuine: { readonly person: Uint32Array; readonly bin: Uint16Array; readonly count: Uint32Array };
  /** Impostor comparisons by bin. */
  readonly impostors: Float64Array;
  /** The most alike impostor pairs, one by one. */
  readonly top: TopPairs;
  /** Templates and probes of each person: person a's templates meet person b's probes `templates[a] * probes[b]` times. */
  readonly templates: Float64Array;
  readonly probes: Float64Array;
  /** Whether templates and probes are made of the same sets of photos, so that each pair was compared once instead of twice. */
  readonly isSymmetric: boolean;
}

export interface CompareOptions {
  readonly templates: Groups;
  readonly probes: Groups;
  /** How many people there are, also those without templates or probes. */
  readonly people: number;
  readonly onProgress: (done: number, of: number) => void;
}

/** Probes whose vectors fit into a core's second-level cache together with a few templates. */
const BLOCK = 256;

/**
 * Compares every template with every probe of another person (impostors), and with every probe of the same person that shares no photo
 * with it (genuine). With as many enrolled as shown, each pair is compared once.
 */
export function compareAll(options: CompareOptions): Comparisons {
  const { templates, probes, people, onProgress } = options;
  const isSymmetric = templates.size === probes.size;
  const counts = { templates: countBy(templates.person, people), probes: countBy(probes.person, people) };
  const impostorPairs = pairsOf(counts.templates, counts.probes, isSymmetric);
  const impostors = new Float64Array(BIN_COUNT);
  const top = new TopPairs(impostorPairs);

  for (let from = 0; from < probes.count; from += BLOCK) {
    const to = Math.min(probes.count, from + BLOCK);
    for (let t = 0; t < templates.count; t++) {
      const person = templates.person[t] ?? 0;
      for (let p = isSymmetric ? Math.max(from, t + 1) : from; p < to; p++) {
        const other = probes.person[p] ?? 0;
        if (other === person) continue;
        const bin = binOf(dot(templates, t, probes, p));
        impostors[bin] = (impostors[bin] ?? 0) + 1;
        if (bin >= top.from) top.add(person, other, bin);
      }
    }
    onProgress(to, probes.count);
  }
  return { people, impostorPairs, impostors, top, ...counts, isSymmetric, ...compareGenuine(options) };
}

/**
 * The number of impostor pairs of people who count `weight` times each, all alike by default.
 *
 *     sum over a ≠ b of w_a w_b T_a P_b  =  (sum of w T)(sum of w P) − sum of w² T P
 */
export function pairsOf(
  templates: Float64Array,
  probes: Float64Array,
  isSymmetric: boolean,
  weight: (person: number) => number = () => 1,
): number {
  let [t, p, same] = [0, 0, 0];
  for (let person = 0; person < templates.length; person++) {
    const w = weight(person);
    const [own, shown] = [templates[person] ?? 0, probes[person] ?? 0];
    t += w * own;
    p += w * shown;
    same += w * w * own * shown;
  }
  return (t * p - same) / (isSymmetric ? 2 : 1);
}

function compareGenuine({ templates, probes, people }: CompareOptions): Pick<Comparisons, 'genuine' | 'genuinePairs'> {
  const entries: { person: number[]; bin: number[]; count: number[] } = { person: [], bin: [], count: [] };
  let genuinePairs = 0;
  const isSymmetric = templates.size === probes.size;
  const [templateStarts, probeStarts] = [startsOf(templates, people), startsOf(probes, people)];
  for (let person = 0; person < people; person++) {
    const bins = new Map<number, number>();
    for (let t = templateStarts[person] ?? 0; t < (templateStarts[person + 1] ?? 0); t++) {
      const from = isSymmetric ? t + 1 : (probeStarts[person] ?? 0);
      for (let p = from; p < (probeStarts[person + 1] ?? 0); p++) {
        if (haveCommonPhoto(templates, t, probes, p)) continue;
        const bin = binOf(dot(templates, t, probes, p));
        bins.set(bin, (bins.get(bin) ?? 0) + 1);
        genuinePairs += 1;
      }
    }
    for (const [bin, count] of bins) {
      entries.person.push(person);
      entries.bin.push(bin);
      entries.count.push(count);
    }
  }
  const genuine = {
    person: Uint32Array.from(entries.person),
    bin: Uint16Array.from(entries.bin),
    count: Uint32Array.from(entries.count),
  };
  return { genuine, genuinePairs };
}

/** Of groups of the same person. */
function haveCommonPhoto(templates: Groups, t: number, probes: Groups, p: number): boolean {
  for (let i = t * templates.size; i < (t + 1) * templates.size; i++) {
    for (let j = p * probes.size; j < (p + 1) * probes.size; j++) {
      if (templates.photos[i] === probes.photos[j]) return true;
    }
  }
  return false;
}

/** Four sums at a time: what one waits for, another can use. */
function dot(templates: Groups, t: number, probes: Groups, p: number): number {
  const { length, values: a } = templates;
  const b = probes.values;
  const [from, other] = [t * length, p * length];
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += (a[from + i] as number) * (b[other + i] as number);
    s1 += (a[from + i + 1] as number) * (b[other + i + 1] as number);
    s2 += (a[from + i + 2] as number) * (b[other + i + 2] as number);
    s3 += (a[from + i + 3] as number) * (b[other + i + 3] as number);
  }
  for (; i < length; i++) s0 += (a[from + i] as number) * (b[other + i] as number);
  return s0 + s1 + s2 + s3;
}

function countBy(person: Uint32Array, people: number): Float64Array {
  const counts = new Float64Array(people);
  for (const each of person) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

/** Where each person's groups begin, and after the last where they end: they lie in the order of the people. */
function startsOf(groups: Groups, people: number): Uint32Array {
  const starts = new Uint32Array(people + 1);
  countBy(groups.person, people).forEach((count, person) => {
    starts[person + 1] = (starts[person] ?? 0) + count;
  });
  return starts;
}
