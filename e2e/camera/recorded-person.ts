import type { Move } from '../../backend/src/login/moves.ts';
import type { Clip } from '../tools/clip.ts';
import { cutClip, frozenClip, stretch, swing, type Script, type Stretch } from '../tools/timeline.ts';
import { CAP12, CAP13, FRANCK, recordedFrames, type Recording } from './recording.ts';

/** A real person in front of a real camera, as far as a recording shows moves. */
export interface RecordedPerson {
  /** The moves that can be asked of this person. */
  readonly moves: readonly Move[];
  /** The moves in that order, as a camera sees them. */
  readonly clip: (moves: readonly Move[]) => Clip;
  /** The same with each move as long as the recording has it, and short pauses: for a service that has nothing else to do. */
  readonly briskClip: (moves: readonly Move[]) => Clip;
  /** The face alive, without a move: what an enrolment needs. */
  atRest(): Clip;
  /** One picture of the face at rest. */
  picture(): Uint8Array;
  /** That picture for as long as a login takes. */
  frozen(): Clip;
}

/** Longer than a login, so that it does not start again meanwhile. */
const IDLE_S = 22;

const HOLD_S = 3;

/**
 * A move held at its far end for three seconds longer than the recording has it, back and forth between two moments: as
 * a person does where the service is busy and says "a little further" for longer. One picture a second is enough then.
 */
function held(from: number, [near, far]: readonly [number, number], to: number): readonly Stretch[] {
  const again = [
    { from: far, to: near },
    { from: near, to: far },
  ];
  const times = Math.ceil(HOLD_S / (2 * (far - near)));
  return [{ from, to: far }, ...Array.from({ length: times }, () => again).flat(), { from: far, to }];
}

/** Each move without its hold: to its far end and back. */
function unheld(script: Script): Script {
  const ends = (parts: readonly Stretch[]): readonly Stretch[] => [
    ...new Set([...parts.slice(0, 1), ...parts.slice(-1)]),
  ];
  const moves = Object.entries(script.moves).map(([move, parts]) => [move, ends(parts)]);
  return { ...script, moves: Object.fromEntries(moves) as Script['moves'] };
}

/** Seconds, read from the mesh of every picture: yaw, pitch and box at both ends are those of the rest. */
const CAP12_SCRIPT: Script = {
  rest: { from: 0.6, to: 2.4 },
  idle: { from: 0.4, to: 11 },
  moves: {
    'open-mouth': held(12.6, [13.6, 14.56], 15.4),
    'turn-right': held(18.9, [19.76, 20.28], 20.56),
    'look-down': held(21.88, [22.8, 23.28], 23.8),
    'look-up': held(23.76, [24.32, 24.84], 25.4),
  },
};
const CAP13_SCRIPT: Script = {
  rest: { from: 5, to: 8.3 },
  idle: { from: 4.8, to: 15 },
  moves: {
    'turn-left': held(19.5, [20.24, 20.68], 21.16),
    'open-mouth': held(17.1, [18.08, 18.8], 19.3),
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
    briskClip: (moves) => cutClip(whole, unheld(script), moves, { lead: 1, gap: 0.4, tail: 14 }),
    atRest: () => ({ frames: swing(stretch(whole, script.idle), IDLE_S * whole.fps), fps: whole.fps }),
    picture,
    frozen: () => frozenClip(picture(), 20),
  };
}
