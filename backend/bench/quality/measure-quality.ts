import type { FaceFacts } from '../../src/face/engine.ts';
import { SHIPPED_CALIBRATION } from '../../src/face/calibration/calibration.ts';
import { thresholdFor } from '../../src/face/calibration/threshold.ts';
import { makeTemplate, similarity, type Template } from '../../src/face/template/template.ts';
import { frameQuality } from '../../src/login/best-frames.ts';
import { Framing } from '../../src/login/framing.ts';
import { isStraight, median } from '../../src/login/rest.ts';
import { blurred, exposed, fromAfar, litFromLeft, type Degraded } from './degrade.ts';
import { coverFace, DRAWN_COVERS, type CoverName } from './drawn-covers.ts';
import { faceOfPhoto, findAgain, type FoundAgain, type PhotoFace } from './photo-faces.ts';
import { forEachOf, runQualityCommand, type QualityCommand } from './quality-command.ts';
import { seededRandom } from '../../src/evaluate/resample.ts';

/**
 * `node backend/bench/quality/measure-quality.ts FOLDER [--engine onnx|human] [--every N]` (people's folders with their photos, e.g.
 * ../shared/data/faces/lfw-dev): what each sign of quality is worth. Of everybody with five photos three make the template; the other two
 * are shown as they are and made worse step by step.
 */
const ENROLLED = 3;
const PHOTOS = 5;
const LEVELS = {
  'face height, pixels': { reads: (face: FaceFacts) => face.box.height, steps: [64, 48, 40, 32], make: fromSize },
  sharpness: { reads: (face: FaceFacts) => face.sharpness, steps: [1, 1.5, 2, 3], make: fromBlur },
  'brightness, darkened': { reads: (face: FaceFacts) => face.brightness, steps: [0.4, 0.25, 0.15], make: fromLight },
  'brightness, overexposed': { reads: (face: FaceFacts) => face.brightness, steps: [1.4, 1.8, 2.4], make: fromLight },
  evenness: { reads: (face: FaceFacts) => face.evenness, steps: [0.5, 0.3, 0.1], make: fromSide },
} as const;
const COVERS = Object.keys(DRAWN_COVERS) as CoverName[];

interface Shown {
  readonly what: string;
  readonly found: FoundAgain;
  /** What the sign that was made worse reads. */
  readonly reading: number;
  readonly similarity: number;
  /** To the photo as it is. */
  readonly loss: number;
}

await runQualityCommand('measure-quality.ts', measure);

async function measure({ engine, people, say, sayProgress }: QualityCommand): Promise<void> {
  const shown: Shown[] = [];
  const lost = new Map<string, number>();
  const many = people.filter(({ photos }) => photos.length >= PHOTOS);
  let done = 0;
  await forEachOf(many, async ({ photos }, person) => {
    const faces = await Promise.all(photos.slice(0, PHOTOS).map((photo) => faceOfPhoto(engine, photo, 'full')));
    const vectors = faces.slice(0, ENROLLED).flatMap((each) => each?.face.vector ?? []);
    const probes = faces.slice(ENROLLED).filter((each) => each?.face.vector !== undefined) as PhotoFace[];
    if (vectors.length === ENROLLED) {
      const template = makeTemplate(vectors, engine.recogniser);
      for (const [index, probe] of probes.entries()) await showProbe(template, probe, PHOTOS * person + index);
    }
    sayProgress('people', ++done, many.length);
  });
  report(shown, lost).forEach(say);

  async function showProbe(template: Template, { picture, face }: PhotoFace, seed: number): Promise<void> {
    const random = seededRandom(seed);
    const plain = similarity(template, [face.vector ?? new Float32Array()]);
    const show = async (what: string, reads: (face: FaceFacts) => number, { jpeg, box }: Degraded): Promise<void> => {
      const found = await findAgain(engine, jpeg, box, 'full');
      if (found?.face.vector === undefined) return void lost.set(what, (lost.get(what) ?? 0) + 1);
      const own = similarity(template, [found.face.vector]);
      shown.push({ what, found, reading: reads(found.face), similarity: own, loss: plain - own });
    };
    await show('as it is', turn, await exposed(picture, face.box, 1));
    for (const [sign, { reads, steps, make }] of Object.entries(LEVELS)) {
      for (const step of steps) await show(`${sign}, step ${step}`, reads, await make({ picture, face }, step));
    }
    for (const name of COVERS) {
      const jpeg = await coverFace(picture, face.mesh, name, random);
      await show(`cover, ${name}`, ({ cover }) => Math.max(cover.eyes, cover.mouth), { jpeg, box: face.box });
    }
  }
}

function fromSize({ picture, face }: PhotoFace, height: number): Promise<Degraded> {
  return fromAfar(picture, face.box, height);
}

function fromBlur({ picture, face }: PhotoFace, sigma: number): Promise<Degraded> {
  return blurred(picture, face.box, sigma);
}

function fromLight({ picture, face }: PhotoFace, factor: number): Promise<Degraded> {
  return exposed(picture, face.box, factor);
}

function fromSide({ picture, face }: PhotoFace, least: number): Promise<Degraded> {
  return litFromLeft(picture, face.mesh, face.box, least);
}

/** How far the head is turned or tilted, rad. */
function turn({ pose }: FaceFacts): number {
  return Math.hypot(pose.yaw, pose.pitch);
}

/** Frames of the face straight ahead that framing has no word against. */
function isGood({ found }: Shown): boolean {
  return isStraight(found.face) && new Framing().observe(found.facts) === undefined;
}

function report(shown: readonly Shown[], lost: ReadonlyMap<string, number>): string[] {
  const threshold = thresholdFor(SHIPPED_CALIBRATION, { falseMatchRate: '1e-4', enrolled: ENROLLED, shown: 1 });
  const refused = (some: readonly Shown[]): string => {
    const count = some.filter(({ similarity: own }) => own < threshold).length;
    return `refused ${count} of ${some.length} (${((100 * count) / some.length).toFixed(1)} %)`;
  };
  const line = (what: string, some: readonly Shown[]): string => {
    const of = (value: (each: Shown) => number): string => median(some.map(value)).toFixed(3);
    const beyond = some.filter((each) => !isGood(each)).length;
    return `${what}\treads ${of((each) => each.reading)}\tsimilarity lost ${of((each) => each.loss)}\tframing or turn objects to ${beyond}\t${refused(some)}\tno face found any more ${lost.get(what) ?? 0}`;
  };
  const named = Map.groupBy(shown, ({ what }) => what);
  const asTheyAre = named.get('as it is') ?? [];
  const straight = asTheyAre.filter(({ found }) => isStraight(found.face));
  const turned = asTheyAre.filter(({ found }) => !isStraight(found.face));
  const middle = (some: readonly Shown[]): string => median(some.map((each) => each.similarity)).toFixed(3);
  return [
    ...[...named].map(([what, some]) => line(what, some)),
    `straight, as they are\tsimilarity ${middle(straight)}\t${refused(straight)}`,
    `turned, as they are\treads ${median(turned.map(({ reading }) => reading)).toFixed(3)}\tsimilarity ${middle(turned)}\t${refused(turned)}`,
    `threshold ${threshold} (1e-4, ${ENROLLED} enrolled, 1 shown)`,
    `as they are\tall: ${refused(asTheyAre)}\twhat framing lets through: ${refused(asTheyAre.filter(isGood))}`,
    `as they are and made worse\tall: ${refused(shown)}\twhat framing lets through: ${refused(shown.filter(isGood))}`,
    `as they are, without the worst 5 % by frameQuality: ${refused(withoutWorst(asTheyAre, 0.05))}`,
    ...[0.05, 0.25, 0.5].map(
      (share) =>
        `as they are and made worse, without the worst ${100 * share} % by frameQuality: ${refused(withoutWorst(shown, share))}`,
    ),
  ];
}

function withoutWorst(some: readonly Shown[], share: number): readonly Shown[] {
  const worstFirst = some.toSorted((one, other) => frameQuality(one.found.face) - frameQuality(other.found.face));
  return worstFirst.slice(Math.round(share * some.length));
}
