import type { ErrorCode } from '../errors.ts';
import type { Course, RejectReason } from '../login/course.ts';
import type { ServerMessage } from './api.ts';

/** A person is before the camera: what the socket does with a login or an enrolment. Exactly one of the ends is called. */
export interface Attempt {
  /** Until when the first frame must have come, ms. */
  readonly startBy: number;
  /** The first frame has come. @throws FaceAuthError when another attempt has taken the place of this one. */
  begin(at: number): Course;
  /** The course was passed. @returns What the page is told. */
  passed(vectors: readonly Float32Array[]): Promise<ServerMessage>;
  /** The course was failed, or the page went away. */
  failed(reason: RejectReason): Promise<void>;
  /** It could not be judged, by no fault of the person. */
  broken(code: ErrorCode): Promise<void>;
}
