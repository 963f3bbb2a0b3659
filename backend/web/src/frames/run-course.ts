import type { ServerMessage } from '../../../src/gateway/api.ts';
import type { RejectReason } from '../../../src/login/course.ts';
import { eachVideoFrame } from './each-video-frame.ts';
import { createFrameGrabber } from './frame-grabber.ts';
import { frameMessage } from './frame-message.ts';
import { frameAnswered, frameLost, frameTaken, isDue, startPacing } from './pacing.ts';
import { socketUrl } from './socket-url.ts';

/** Silence of the server after which the connection counts as lost. */
const SILENCE_MS = 10_000;

export type GuidanceMessage = Extract<ServerMessage, { type: 'guidance' }>;

export type CourseEnd =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'rejected'; readonly reason: RejectReason }
  /** The server could not judge; the code is one of its errors. */
  | { readonly outcome: 'broken'; readonly code: string };

export interface CourseRun {
  /** Path of the frames' socket on this origin. */
  readonly path: string;
  readonly nonce: string;
  /** A playing video of the camera. */
  readonly video: HTMLVideoElement;
  /** Ends the run without an outcome. */
  readonly signal: AbortSignal;
  readonly onGuidance: (message: GuidanceMessage) => void;
}

/**
 * Shows the camera's pictures to the server until it says how the course ended. A socket that closes without a word or
 * stays silent is the end 'connection-lost'. Never settles once `signal` has aborted.
 */
export function runCourse({ path, nonce, video, signal, onGuidance }: CourseRun): Promise<CourseEnd> {
  return new Promise((resolve) => {
    const socket = new WebSocket(socketUrl(path, window.location), ['face-auth.v1', nonce]);
    socket.binaryType = 'arraybuffer';
    const grab = createFrameGrabber();
    let pacing = startPacing();
    let sequence = 0;
    let stopFrames = () => {};
    let silence = 0;

    const stop = () => {
      stopFrames();
      window.clearTimeout(silence);
      signal.removeEventListener('abort', stop);
      socket.onclose = socket.onmessage = socket.onopen = null;
      socket.close();
    };
    const end = (outcome: CourseEnd) => {
      stop();
      resolve(outcome);
    };
    const lost = () => end({ outcome: 'rejected', reason: 'connection-lost' });
    const expectAnswer = () => {
      window.clearTimeout(silence);
      silence = window.setTimeout(lost, SILENCE_MS);
    };

    const takeFrame = async () => {
      if (socket.readyState !== WebSocket.OPEN || !isDue(pacing, performance.now())) return;

      const capturedAt = Date.now();
      pacing = frameTaken(pacing, performance.now());
      const picture = await grab(video, pacing.next.width);
      if (picture === undefined) pacing = frameLost(pacing);
      else if (socket.readyState === WebSocket.OPEN) {
        socket.send(frameMessage({ sequence, capturedAt, width: picture.width }, picture.jpeg));
        sequence += 1; // counted as they leave: encoding may overtake
      }
    };

    socket.onopen = () => {
      expectAnswer();
      stopFrames = eachVideoFrame(video, () => void takeFrame());
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      expectAnswer();
      const message = JSON.parse(data) as ServerMessage;
      if (message.type === 'end') {
        end(message.outcome === 'accepted' ? { outcome: 'accepted' } : { outcome: 'rejected', reason: message.reason });
        return;
      }
      pacing = frameAnswered(pacing, message.next);
      onGuidance(message);
    };
    socket.onclose = ({ reason }) => (reason === '' ? lost() : end({ outcome: 'broken', code: reason }));
    signal.addEventListener('abort', stop);
    expectAnswer();
  });
}
