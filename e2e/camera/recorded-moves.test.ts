import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceEngine, PictureFacts } from '../../backend/src/face/engine.ts';
import { startEngine } from '../../backend/src/face/start-engine.ts';
import { preparedModels } from '../../backend/src/face/testing.ts';
import { LOGIN_MS } from '../../backend/src/login/login-course.ts';
import { MOVES, type Move } from '../../backend/src/login/moves.ts';
import type { Stretch } from '../tools/timeline.ts';
import { login, readPictures, type Readings } from './readings.ts';
import { CAP12, CAP13, recordedFrames, type Recording } from './recording.ts';

/** What two men do before their cameras, and what a login makes of it. Left and right are their own. */

/** A move with the head at rest before and after, in seconds. */
interface Shown extends Stretch {
  readonly move: Move;
}

/** Without the turns that are only hinted at: there the page says "a little further". */
const CAP12_SHOWS: { rest: Stretch; moves: Shown[] } = {
  rest: { from: 0.6, to: 2 },
  moves: [
    { move: 'open-mouth', from: 10.8, to: 12.6 },
    { move: 'open-mouth', from: 13, to: 15.2 },
    { move: 'turn-right', from: 19, to: 20.9 },
    { move: 'look-down', from: 22, to: 23.9 },
    { move: 'look-up', from: 23.7, to: 25.4 },
  ],
};
const CAP13_SHOWS: { rest: Stretch; moves: Shown[] } = {
  rest: { from: 5, to: 6.4 },
  moves: [
    { move: 'blink', from: 1.8, to: 2.8 },
    { move: 'blink', from: 3.5, to: 5 },
    { move: 'blink', from: 16.85, to: 17.6 },
    { move: 'open-mouth', from: 15.3, to: 16.8 },
    { move: 'open-mouth', from: 17.4, to: 19.4 },
    { move: 'turn-left', from: 19.6, to: 21.1 },
  ],
};

/** The whole recording of a man who talks, laughs and blinks. */
const TALK: Recording = { name: 'franck', fps: 5, from: 0, to: 200, width: 320 };
const LOGIN_S = LOGIN_MS / 1000;
const LOGIN_EVERY_S = 5;
/** Here he turns and nods as far as the other man when he makes moves, away from the camera or with laughter. */
const TURNS_HEAD: readonly Stretch[] = [
  { from: 100, to: 103 },
  { from: 114, to: 116 },
  { from: 159, to: 170 },
  { from: 178, to: 180 },
];

/** Frames in a second that reach the service; the page sends as many as it is asked for, 16 at most. */
const RATES = [5, 7, 10, 15, 20];

let engine: FaceEngine;
beforeAll(async () => {
  engine = await startEngine({ engine: 'onnx', modelsDir: await preparedModels(), workers: 2, queueLimit: 20 });
}, 60_000);
afterAll(() => engine.close());

describe.each([
  { recording: CAP12, shows: CAP12_SHOWS },
  { recording: CAP13, shows: CAP13_SHOWS },
])('the man of $recording.name', ({ recording, shows }) => {
  const readings = new Map<Stretch, PictureFacts[]>();
  beforeAll(async () => {
    const { fps } = recording;
    const frames = await recordedFrames(recording);
    const read = async (stretch: Stretch): Promise<unknown> => {
      const pictures = frames.slice(Math.round(stretch.from * fps), Math.round(stretch.to * fps));
      return readings.set(stretch, await readPictures(engine, pictures, 'quick'));
    };
    await Promise.all([shows.rest, ...shows.moves].map(read));
  }, 180_000);

  it.each(shows.moves)('shows $move at $from s, at every frame rate', async (shown) => {
    const [rest, move] = [shows.rest, shown].map((stretch) => readings.get(stretch) ?? []);
    const clip = { facts: [rest, move, rest].flat() as PictureFacts[], fps: recording.fps };

    const ended = await Promise.all(RATES.map((rate) => login(shown.move, clip, rate)));
    expect(RATES.filter((_, index) => ended[index]?.seenAt !== undefined)).toEqual(RATES);
  });
});

describe('the man of franck', () => {
  let logins: Readings[] = [];
  beforeAll(async () => {
    const frames = await recordedFrames(TALK);
    const tenth = frames.length / 10;
    const parts = Array.from({ length: 10 }, (_, index) => frames.slice(index * tenth, (index + 1) * tenth));
    const read = (await Promise.all(parts.map((part) => readPictures(engine, part, 'none')))).flat();
    // All with one and the same vector: then whatever could be taken for a move counts.
    const vector = Float32Array.of(1);
    const facts = read.map((picture) => ({ ...picture, faces: picture.faces.map((face) => ({ ...face, vector })) }));
    logins = Array.from({ length: (TALK.to - LOGIN_S) / LOGIN_EVERY_S + 1 }, (_, index) => {
      const first = index * LOGIN_EVERY_S * TALK.fps;
      return { facts: facts.slice(first, first + LOGIN_S * TALK.fps), fps: TALK.fps };
    });
  }, 180_000);

  /** When something was taken for the move, or for another one, in seconds of the recording. */
  const takenForMoves = async (move: Move): Promise<number[]> => {
    const ended = await Promise.all(logins.map((clip) => login(move, clip, TALK.fps)));
    return ended.flatMap(({ seenAt, end, endedAt }, index) => {
      const at = seenAt ?? (end === 'wrong-order' ? endedAt : undefined);
      return at === undefined ? [] : [index * LOGIN_EVERY_S + at / 1000];
    });
  };
  const isTurning = (at: number): boolean => TURNS_HEAD.some(({ from, to }) => at >= from && at <= to);

  it.each(MOVES.filter((move) => move !== 'blink'))(
    'shows no %s by talking and laughing',
    async (move) => {
      const taken = await takenForMoves(move);

      expect(taken.filter((at) => !isTurning(at))).toEqual([]);
    },
    30_000,
  );

  it('blinks in most logins', async () => {
    const taken = await takenForMoves('blink');

    expect(taken.length).toBeGreaterThan(0.5 * logins.length);
  }, 30_000);
});
