import type { Move } from '../../backend/src/login/moves.ts';
import type { Clip } from '../tools/clip.ts';
import { cutClip, frozenClip, stretch, swing, type Script } from '../tools/timeline.ts';
import { CAP12, CAP13, FRANCK, recordedFrames, type Recording } from './recording.ts';

/** A real person in front of a real camera, as far as a recording shows moves. */
export interface RecordedPerson {
  /** The moves that can be asked of this person. */
  readonly moves: readonly Move[];
  /** The moves in that order, as a camera sees them. */
  readonly clip: (moves: readonly Move[]) => Clip;
  /** The face alive, without a move: what an enrolment needs. */
  atRest(): Clip;
  /** One picture of the face at rest. */
  picture(): Uint8Array;
  /** That picture for as long as a login takes. */
  frozen(): Clip;
}

/** Longer than a login, so that it does not start again meanwhile. */
const IDLE_S = 22;

/** Seconds, read from the mesh of every picture: yaw, pitch and box at both ends are those of the rest. */
const CAP12_SCRIPT: Script = {
  rest: { from: 0.6, to: 2.4 },
  idle: { from: 0.4, to: 11 },
  moves: {
    'open-mouth': [{ from: 12.6, to: 15.4 }],
    'turn-right': [{ from: 18.9, to: 20.56 }],
    'look-down': [{ from: 21.88, to: 23.8 }],
    'look-up': [{ from: 23.76, to: 25.4 }],
  },
};
const CAP13_SCRIPT: Script = {
  rest: { from: 5, to: 8.3 },
  idle: { from: 4.8, to: 15 },
  moves: {
    // Held for a moment: the recording has half a second of it.
    'turn-left': [
      { from: 19.5, to: 20.72 },
      { from: 20.72, to: 20.24 },
      { from: 20.24, to: 21.16 },
    ],
    'open-mouth': [{ from: 17.1, to: 19.3 }],
    blink: [{ from: 3.64, to: 5.2 }],
  },
};
const FRANCK_SCRIPT: Script = { rest: { from: 1, to: 4 }, idle: { from: 0, to: 12 }, moves: {} };

/** One man in two recordings: enrolled with the one, he logs in with the other. */
export const manInCap12 = (): Promise<RecordedPerson> => recordedPerson(CAP12, CAP12_SCRIPT);
export const manInCap13 = (): Promise<RecordedPerson> => recordedPerson(CAP13, CAP13_SCRIPT);
/** Somebody else, who talks and blinks. */
export const otherMan = (): Promise<RecordedPerson> => recordedPerson(FRANCK, FRANCK_SCRIPT);

async function recordedPerson(recording: Recording, script: Script): Promise<RecordedPerson> {
  const whole: Clip = { frames: await recordedFrames(recording), fps: recording.fps };
  const picture = (): Uint8Array => whole.frames[Math.round(script.rest.from * whole.fps)] as Uint8Array;
  return {
    moves: Object.keys(script.moves) as Move[],
    clip: (moves) => cutClip(whole, script, moves),
    atRest: () => ({ frames: swing(stretch(whole, script.idle), IDLE_S * whole.fps), fps: whole.fps }),
    picture,
    frozen: () => frozenClip(picture(), 20),
  };
}
