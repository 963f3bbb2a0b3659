import type { WebSocket } from 'ws';
import { FaceAuthError, type ErrorCode } from '../errors.ts';
import type { FaceEngine } from '../face/engine.ts';
import type { Course, CourseStep, RejectReason } from '../login/course.ts';
import type { Log } from '../observe/log.ts';
import type { ServerMessage } from './api.ts';
import type { Attempt } from './attempt.ts';
import { parseFrame, type Frame } from './frame.ts';

/** A page keeps at most two frames unanswered. */
const MAX_UNANSWERED = 2;
const TICK_MS = 200;
/** How long a page may take to close its side. */
const CLOSE_WITHIN_MS = 2_000;

type Running = Extract<CourseStep, { state: 'running' }>;

const BEFORE_THE_FIRST_ANSWER: Running = {
  state: 'running',
  guidance: 'hold-still',
  progress: 0,
  next: { width: 320, intervalMs: 500 },
};

export interface RunCourseOptions {
  readonly socket: WebSocket;
  readonly attempt: Attempt;
  readonly engine: Pick<FaceEngine, 'analyse'>;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Runs an attempt over its socket: frames in, guidance out, one at a time and in order, to the end.
 * However a page behaves, it costs two frames of memory and the time of one course.
 *
 * @returns Ends it from outside, when the service stops.
 */
export function runCourse({ socket, attempt, engine, now, log }: RunCourseOptions): { stop: () => Promise<void> } {
  let course: Course | undefined;
  let last = BEFORE_THE_FIRST_ANSWER;
  let lastSequence = -1;
  let unanswered = 0;
  let work = Promise.resolve();
  let over: Promise<void> | undefined;

  const send = (message: ServerMessage): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };

  const close = (code: number, reason?: ErrorCode): void => {
    socket.close(code, reason);
    setTimeout(() => {
      socket.terminate();
    }, CLOSE_WITHIN_MS).unref();
  };

  /** The first end counts. A store that fails in it leaves the attempt undecided: the page is told to try again. */
  const end = (how: () => Promise<void>): Promise<void> => {
    clearInterval(ticker);
    over ??= how().catch(async (error: unknown) => {
      const code = error instanceof FaceAuthError ? error.code : 'internal';
      log.error({ err: error }, 'an attempt could not be ended');
      close(1011, code);
      await attempt.broken(code).catch((cause: unknown) => {
        log.error({ err: cause }, 'an attempt could not be audited');
      });
    });
    return over;
  };

  const reject = (reason: RejectReason): Promise<void> =>
    end(async () => {
      await attempt.failed(reason);
      send({ type: 'end', outcome: 'rejected', reason });
      close(1000);
    });

  const pass = (vectors: readonly Float32Array[]): Promise<void> =>
    end(async () => {
      try {
        send(await attempt.passed(vectors));
        close(1000);
      } finally {
        for (const vector of vectors) vector.fill(0);
      }
    });

  /** The page breaks the rules of the socket, or another attempt has taken over. */
  const cut = (code: ErrorCode): Promise<void> =>
    end(async () => {
      await attempt.failed('connection-lost');
      close(1008, code);
    });

  const giveUp = (error: unknown): Promise<void> =>
    end(async () => {
      const code = error instanceof FaceAuthError ? error.code : 'internal';
      log.error({ err: error }, 'a course broke off');
      await attempt.broken(code);
      close(1011, code);
    });

  const follow = async (step: CourseStep, sequence?: number): Promise<void> => {
    switch (step.state) {
      case 'running':
        last = step;
        if (sequence !== undefined) send(guidanceOf(step, sequence));
        return;
      case 'passed':
        return pass(step.vectors);
      case 'failed':
        return reject(step.reason);
    }
  };

  const judge = async (frame: Frame, at: number): Promise<void> => {
    if (over !== undefined) return;
    try {
      course ??= attempt.begin(at);
      const facts = await engine.analyse(frame.jpeg, course.wants(at));
      // The course may have ended while the engine was at work.
      if ((over as Promise<void> | undefined) === undefined)
        await follow(course.observe({ at, facts }), frame.sequence);
    } catch (error) {
      const code = error instanceof FaceAuthError ? error.code : undefined;
      if (code === 'engine-busy' || code === 'engine-failed') send(guidanceOf(last, frame.sequence));
      else if (code?.startsWith('picture-') || code === 'login-unknown' || code === 'enrolment-unknown')
        await cut(code);
      else await giveUp(error);
    }
  };

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (over !== undefined) return;
    const at = now();
    unanswered += 1;
    if (unanswered > MAX_UNANSWERED) return void cut('too-many-frames');

    let frame: Frame;
    try {
      if (!isBinary) throw new FaceAuthError('frame-invalid');
      frame = parseFrame(data);
      if (frame.sequence <= lastSequence) throw new FaceAuthError('frame-invalid', { sequence: frame.sequence });
    } catch {
      return void cut('frame-invalid');
    }
    lastSequence = frame.sequence;
    work = work
      .then(() => judge(frame, at))
      .finally(() => {
        unanswered -= 1;
        data.fill(0);
      });
  });
  socket.on('close', () => void end(() => attempt.failed('connection-lost')));
  // Always followed by 'close': a message that is too long, a broken one, a lost connection.
  socket.on('error', (error) => {
    log.debug({ err: error }, 'a socket failed');
  });

  const ticker = setInterval(() => {
    const at = now();
    if (course === undefined) {
      if (unanswered === 0 && at > attempt.startBy) void reject('timeout');
      return;
    }
    // While a frame is being judged its own time decides.
    const step = unanswered === 0 ? course.tick(at) : undefined;
    if (step !== undefined) void follow(step);
  }, TICK_MS);

  return { stop: () => giveUp(new FaceAuthError('not-ready')) };
}

function guidanceOf({ guidance, move, progress, next }: Running, sequence: number): ServerMessage {
  return { type: 'guidance', sequence, guidance, ...(move === undefined ? {} : { move }), progress, next };
}
