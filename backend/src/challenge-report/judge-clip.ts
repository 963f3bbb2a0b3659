import { SHIPPED_CALIBRATION, type FalseMatchRate } from '../face/calibration/calibration.ts';
import { thresholdFor } from '../face/calibration/threshold.ts';
import type { FaceEngine } from '../face/engine.ts';
import type { RejectReason } from '../login/course.ts';
import { decideLogin } from '../login/decide-login.ts';
import { LOGIN_MS, startLoginCourse } from '../login/login-course.ts';
import type { Move } from '../login/moves.ts';
import type { LabelledClip } from './clip-set.ts';
import type { Enrolled, EnrolledFrom } from './enrol.ts';
import { playClip, type PlayOptions } from './play-clip.ts';

/** How one login with a clip ended. */
export interface ClipResult {
  readonly clip: LabelledClip;
  /** The challenge of this login. */
  readonly asked: readonly Move[];
  readonly outcome: 'accepted' | RejectReason;
  /** Whether the moves were taken for shown, whoever showed them. */
  readonly hasPassedChallenge: boolean;
  /** Of the shown face and the enrolled one; absent when it did not come to that. */
  readonly similarity?: number;
  readonly enrolledFrom: EnrolledFrom;
  readonly frames: number;
  readonly coreSeconds: number;
}

export interface JudgeOptions extends Pick<PlayOptions, 'frames' | 'scale' | 'cpuSeconds' | 'isLooped' | 'mostFps'> {
  readonly clip: LabelledClip;
  readonly engine: FaceEngine;
  readonly enrolled: Enrolled;
  readonly falseMatchRate: FalseMatchRate;
}

/**
 * A login with a clip as its camera: the course, then the comparison with the enrolled pictures. A genuine clip is asked for the
 * moves it shows, in their order; an attack for those its manifest says.
 */
export async function judgeClip(options: JudgeOptions): Promise<ClipResult> {
  const { clip, engine, enrolled, falseMatchRate, ...camera } = options;
  const asked = clip.label === 'genuine' ? clip.shown : clip.asked;
  const course = startLoginCourse({ moves: asked, startedAt: 0, courseMs: LOGIN_MS });
  const { end, frames, coreSeconds } = await playClip({
    ...camera,
    fps: clip.fps,
    course,
    courseMs: LOGIN_MS,
    engine,
  });
  const known = { clip, asked, enrolledFrom: enrolled.from, frames, coreSeconds };
  if (end.state === 'failed') return { ...known, outcome: end.reason, hasPassedChallenge: false };

  const { vectors } = end;
  const { template } = enrolled;
  const shown = vectors.length;
  const threshold = thresholdFor(SHIPPED_CALIBRATION, { falseMatchRate, enrolled: template?.enrolled ?? 3, shown });
  const decision = decideLogin({ template, vectors, threshold });
  return { ...known, ...decision, hasPassedChallenge: true };
}
