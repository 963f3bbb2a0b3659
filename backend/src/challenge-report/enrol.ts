import type { FaceEngine } from '../face/engine.ts';
import { makeTemplate, type Template } from '../face/template/template.ts';
import { BestFrames } from '../login/best-frames.ts';
import type { ClipSet, LabelledClip } from './clip-set.ts';

/** Where the enrolled pictures of a login came from. */
export const ENROLLED_FROM = ['other photos', 'another clip', 'the clip itself', 'nothing'] as const;
export type EnrolledFrom = (typeof ENROLLED_FROM)[number];

export interface Enrolled {
  readonly from: EnrolledFrom;
  /** Absent when the set shows the claimed person nowhere else. */
  readonly template?: Template;
}

export interface EnrolOptions {
  readonly set: ClipSet;
  readonly engine: FaceEngine;
  /** Reads a photo that `otherPhotos` names; absent when no folder of photos was handed in. */
  readonly readPhoto?: ((file: string) => Promise<Uint8Array>) | undefined;
}

/** As many as an enrolment takes (login/enrolment-course.ts). */
const PHOTOS = 3;
/** Straight pictures are chosen from so many. */
const CANDIDATES = 9;
/** A move or a hand's motion has ended by then, or has not begun, in seconds. */
const APART_S = 0.1;

/**
 * Enrols the claimed person of a clip with up to three pictures that are not of this clip: other photos of the person when there
 * are any at hand, else another clip that shows the person, a genuine one first; a genuine clip's own pictures when there is no other.
 */
export function enroller({ set, engine, readPhoto }: EnrolOptions): (clip: LabelledClip) => Promise<Enrolled> {
  const known = new Map<string, Promise<Template | undefined>>();
  const once = (key: string, make: () => Promise<Template | undefined>) => {
    const made = known.get(key) ?? make();
    known.set(key, made);
    return made;
  };

  const templateOf = (best: BestFrames): Template | undefined =>
    best.count === 0 ? undefined : makeTemplate(best.vectors, engine.recogniser);

  const fromPhotos = async (person: string): Promise<Template | undefined> => {
    const best = new BestFrames(PHOTOS);
    if (readPhoto === undefined) return undefined;
    for (const photo of set.otherPhotos(person)) {
      const facts = await engine.analyse(await readPhoto(photo), { vector: 'full', source: 'photo' });
      const [face] = facts.faces;
      if (face !== undefined) best.offer(face);
    }
    return templateOf(best);
  };

  const fromClip = async (clip: LabelledClip): Promise<Template | undefined> => {
    const best = new BestFrames(PHOTOS);
    for (const frame of restingFrames(clip, await set.frames(clip))) {
      const facts = await engine.analyse(frame, { vector: 'full' });
      const [face] = facts.faces;
      if (face !== undefined) best.offer(face);
    }
    return templateOf(best);
  };

  return async (clip) => {
    const photos = await once(`photos of ${clip.claimed}`, () => fromPhotos(clip.claimed));
    if (photos !== undefined) return { from: 'other photos', template: photos };

    for (const other of otherClips(set, clip)) {
      const template = await once(other.file, () => fromClip(other));
      if (template !== undefined) return { from: 'another clip', template };
    }
    const own = clip.label === 'genuine' ? await once(clip.file, () => fromClip(clip)) : undefined;
    return own === undefined ? { from: 'nothing' } : { from: 'the clip itself', template: own };
  };
}

/** Clips that show the claimed person alone, genuine ones first. */
function otherClips(set: ClipSet, { claimed, file }: LabelledClip): LabelledClip[] {
  const others = set.clips.filter(
    (other) => other.person === claimed && other.file !== file && !SHARED.has(other.kind),
  );
  return [...others.filter(({ label }) => label === 'genuine'), ...others.filter(({ label }) => label !== 'genuine')];
}

/** Attacks with a second person's face in some pictures. */
const SHARED = new Set(['swap', 'cutout']);

/** Pictures between the moves, evenly chosen. */
function restingFrames({ fps, events, attempts }: LabelledClip, frames: readonly Uint8Array[]): Uint8Array[] {
  const moving = [...events, ...attempts];
  const resting = frames.filter((_, index) =>
    moving.every(({ start, end }) => index / fps < start - APART_S || index / fps > end + APART_S),
  );
  const every = Math.max(1, Math.floor(resting.length / CANDIDATES));
  return resting.filter((_, index) => index % every === 0).slice(0, CANDIDATES);
}
