import sharp from 'sharp';
import { playClip } from '../../backend/src/challenge-report/play-clip.ts';
import type { AnalyseOptions, FaceEngine, FaceFacts, PictureFacts, Region } from '../../backend/src/face/engine.ts';
import type { Course, RejectReason } from '../../backend/src/login/course.ts';
import { LOGIN_MS, startLoginCourse } from '../../backend/src/login/login-course.ts';
import { isHeadMove, type Move } from '../../backend/src/login/moves.ts';

/** What the engine reads in the pictures of a camera, so that many logins can be shown the same ones. */
export interface Readings {
  readonly facts: readonly PictureFacts[];
  readonly fps: number;
}

/** Of the whole picture so often, else where the face was in the one before. */
const SEARCH_EVERY = 10;
/** As wide as the page sends its pictures while moves are made. */
const WIDTH = 320;

export async function readPictures(
  engine: FaceEngine,
  pictures: readonly Uint8Array[],
  vector: AnalyseOptions['vector'],
): Promise<PictureFacts[]> {
  const facts: PictureFacts[] = [];
  let region: Region | undefined;
  for (const [index, picture] of pictures.entries()) {
    const hint = index % SEARCH_EVERY === 0 ? undefined : region;
    const jpeg = await sharp(picture).resize({ width: WIDTH }).jpeg({ quality: 85 }).toBuffer();
    const read = await engine.analyse(jpeg, { vector, iris: true, ...(hint && { region: hint }) });
    region = read.faces[0]?.region;
    facts.push(read);
  }
  return facts;
}

export interface Ended {
  /** When the first move of the login was taken for shown, ms from its start; absent when it was not. */
  readonly seenAt?: number;
  readonly end: 'passed' | RejectReason;
  readonly endedAt: number;
}

/** A login that asks for a move first, with readings instead of a camera, at most `mostFps` of them in a second. */
export async function login(move: Move, { facts, fps }: Readings, mostFps: number): Promise<Ended> {
  const moves: Move[] = [move, isHeadMove(move) ? 'blink' : 'turn-left'];
  const course = startLoginCourse({ moves, startedAt: 0, courseMs: LOGIN_MS });
  let seenAt: number | undefined;
  let endedAt = LOGIN_MS;
  const watched: Course = {
    wants: (at) => course.wants(at),
    tick: (at) => course.tick(at),
    observe(frame) {
      const step = course.observe(frame);
      if (step.state === 'passed' || (step.state === 'running' && step.move === moves[1])) seenAt ??= frame.at;
      if (step.state !== 'running') endedAt = frame.at;
      return step;
    },
  };
  const { end } = await playClip({
    frames: facts.map((_, index) => Uint8Array.from([index >> 8, index])),
    fps,
    course: watched,
    courseMs: LOGIN_MS,
    engine: { analyse: ([high = 0, low = 0], { vector }) => Promise.resolve(asked(facts[256 * high + low], vector)) },
    scale: (jpeg) => Promise.resolve(jpeg),
    cpuSeconds: () => 0,
    isLooped: false,
    mostFps,
  });
  const how = end.state === 'failed' ? end.reason : 'passed';
  return { ...(seenAt !== undefined && { seenAt }), end: how, endedAt };
}

function asked(facts: PictureFacts | undefined, vector: AnalyseOptions['vector']): PictureFacts {
  if (facts === undefined) throw new RangeError('no such picture');
  return vector === 'none' ? { ...facts, faces: facts.faces.map(withoutVector) } : facts;
}

function withoutVector(face: FaceFacts): FaceFacts {
  const { vector, ...rest } = face;
  return vector === undefined ? face : rest;
}
