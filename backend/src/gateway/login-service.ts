import { randomUUID } from 'node:crypto';
import { FaceAuthError, type ErrorCode } from '../errors.ts';
import type { Calibration, FalseMatchRate } from '../face/calibration/calibration.ts';
import { thresholdFor } from '../face/calibration/threshold.ts';
import type { Course, RejectReason } from '../login/course.ts';
import { decideLogin } from '../login/decide-login.ts';
import { LOGIN_MS } from '../login/login-course.ts';
import { drawMoves, type Move } from '../login/moves.ts';
import { afterFailure, NO_FAILURES, throttle, type Failures } from '../login/throttle.ts';
import type { Log } from '../observe/log.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { Store, User } from '../store/store.ts';
import type { LoginStarted } from './api.ts';
import type { Attempt } from './attempt.ts';
import type { OutdatedEnrolments } from './outdated-enrolments.ts';
import { newSecret, sameSecret } from './secret.ts';
import { storedTemplate } from './stored-template.ts';

/** security.md: logins waiting in all. */
const MAX_LOGINS = 200;
const START_WITHIN_MS = 60_000;
const CLAIM_WITHIN_MS = 60_000;
/** Logins of one user name that wait for their first frame: a stranger who starts more cannot displace the person's own in time. */
const MOST_WAITING_OF_A_NAME = 5;
/** User names whose moves are remembered until a face is shown. */
const MOST_UNDONE = 10_000;

/** Starts the course of a login; `startLoginCourse`, or a fake of it in tests. */
export type StartCourse = (options: { moves: readonly Move[]; startedAt: number; courseMs: number }) => Course;

export interface LoginServiceOptions {
  readonly store: Pick<Store, 'users' | 'templates' | 'failures' | 'audit'>;
  readonly keys: KeyRing;
  readonly recogniser: string;
  readonly outdated: Pick<OutdatedEnrolments, 'isFeigned'>;
  readonly moves: readonly Move[];
  /** Of that recogniser. */
  readonly calibration: Calibration;
  readonly falseMatchRate: FalseMatchRate;
  readonly startCourse: StartCourse;
  readonly now: () => number;
  /** Uniform in [0, 1), not to be guessed. */
  readonly random: () => number;
  readonly log: Log;
}

export interface LoginService {
  /** The same course for every user name, known or not. @throws FaceAuthError 'login-…', 'too-many-logins' */
  start(username: string): Promise<LoginStarted>;
  /** @throws FaceAuthError 'login-unknown' */
  attempt(id: string, nonce: string): Attempt;
  /** Who was accepted; only once. @throws FaceAuthError 'login-unknown', 'login-not-accepted' */
  claim(id: string, nonce: string): Promise<User>;
  /** Ends what waited too long. */
  sweep(): Promise<void>;
}

interface Login {
  readonly id: string;
  readonly nonce: string;
  readonly subject: string;
  readonly userId: string | undefined;
  readonly moves: readonly Move[];
  readonly startBy: number;
  /** `waiting`: no frame yet. */
  state: 'waiting' | 'running' | 'accepted';
  /** A login has one socket at a time. */
  hasSocket: boolean;
  claimBy: number;
}

/** Logins from the user name to the decision. What is running is kept in memory only: a restart ends it. */
export function createLoginService(options: LoginServiceOptions): LoginService {
  const { store, keys, now, log } = options;
  const logins = new Map<string, Login>();
  /** The one login of a user name that has shown a face. */
  const running = new Map<string, Login>();
  /** The moves drawn for a user name until a face is shown: nobody can wait for the ones that suit. */
  const undone = new Map<string, readonly [Move, Move]>();

  const refuse = async (code: ErrorCode, subject: string, retryAfter?: number): Promise<never> => {
    await store.audit.append({ at: now(), event: 'login.refused', subject, outcome: 'failure', reason: code });
    throw new FaceAuthError(code, retryAfter === undefined ? {} : { retryAfter });
  };

  const remove = (login: Login): void => {
    logins.delete(login.id);
    if (running.get(login.subject) === login) running.delete(login.subject);
  };

  const find = (id: string, nonce: string): Login => {
    const login = logins.get(id);
    if (login === undefined || !sameSecret(login.nonce, nonce)) throw new FaceAuthError('login-unknown');
    return login;
  };

  const movesFor = (subject: string): readonly [Move, Move] => {
    const moves = undone.get(subject) ?? drawMoves(options.moves, options.random);
    undone.set(subject, moves);
    const [oldest] = undone.keys();
    if (undone.size > MOST_UNDONE && oldest !== undefined) undone.delete(oldest);
    return moves;
  };

  const failuresOf = async (subject: string): Promise<Failures> => (await store.failures.find(subject)) ?? NO_FAILURES;

  const reject = async (
    login: Login,
    reason: RejectReason,
    // A login that no frame came for was no try.
    {
      similarity,
      isFailure = login.state === 'running',
    }: { similarity?: number | undefined; isFailure?: boolean } = {},
  ): Promise<void> => {
    remove(login);
    const at = now();
    if (isFailure) await store.failures.put(login.subject, afterFailure(await failuresOf(login.subject), at));
    const { subject } = login;
    await store.audit.append({ at, event: 'login.rejected', subject, outcome: 'failure', reason, similarity });
    log.info({ subject, reason }, 'login rejected');
  };

  const decide = async (login: Login, vectors: readonly Float32Array[]): ReturnType<Attempt['passed']> => {
    const { calibration, falseMatchRate, outdated } = options;
    const template = login.userId === undefined ? undefined : await storedTemplate(options, login.userId);
    if (template === 'outdated') {
      // Nothing was compared: no failure of the person.
      await reject(login, 'enrolment-outdated', { isFailure: false });
      return { type: 'end', outcome: 'rejected', reason: 'enrolment-outdated' };
    }
    const threshold = thresholdFor(calibration, {
      falseMatchRate,
      enrolled: template?.enrolled ?? 3,
      shown: vectors.length,
    });
    const decision = decideLogin({ template, vectors, threshold });
    const similarity = decision.similarity === undefined ? undefined : Math.floor(decision.similarity * 20) / 20;
    if (decision.outcome !== 'accepted') {
      const isFeigned = login.userId === undefined && outdated.isFeigned(login.subject);
      await reject(login, 'not-recognised', { similarity, isFailure: !isFeigned });
      return { type: 'end', outcome: 'rejected', reason: isFeigned ? 'enrolment-outdated' : 'not-recognised' };
    }

    const at = now();
    const { subject } = login;
    await store.failures.put(subject, NO_FAILURES);
    await store.audit.append({ at, event: 'login.accepted', subject, outcome: 'success', similarity });
    running.delete(subject);
    login.state = 'accepted';
    login.claimBy = at + CLAIM_WITHIN_MS;
    log.info({ subject }, 'login accepted');
    return { type: 'end', outcome: 'accepted' };
  };

  return {
    async start(username) {
      const at = now();
      const subject = keys.subjectOf(username);
      const user = await store.users.findByName(username);
      const allowed = throttle(await failuresOf(subject), at);
      if (allowed.state === 'off') return refuse('login-off', subject);
      if (allowed.state === 'waiting') return refuse('login-throttled', subject, Math.ceil(allowed.waitMs / 1_000));

      if (running.has(subject)) return refuse('login-running', subject, 1);
      const waiting = [...logins.values()].filter((login) => login.subject === subject && login.state === 'waiting');
      const [oldest] = waiting;
      if (oldest !== undefined && waiting.length >= MOST_WAITING_OF_A_NAME) remove(oldest);
      if (logins.size >= MAX_LOGINS) throw new FaceAuthError('too-many-logins', { retryAfter: 5 });

      const login: Login = {
        id: randomUUID(),
        nonce: newSecret(),
        subject,
        userId: user?.id,
        moves: movesFor(subject),
        startBy: at + START_WITHIN_MS,
        state: 'waiting',
        hasSocket: false,
        claimBy: 0,
      };
      logins.set(login.id, login);
      log.debug({ subject, username }, 'login started');
      const { id, nonce, moves } = login;
      return { id, nonce, moves, startWithinMs: START_WITHIN_MS, courseMs: LOGIN_MS };
    },

    attempt(id, nonce) {
      const login = find(id, nonce);
      if (login.state !== 'waiting' || login.hasSocket) throw new FaceAuthError('login-unknown');
      login.hasSocket = true;
      return {
        startBy: login.startBy,
        begin(at) {
          const mayRun = logins.get(id) === login && login.state === 'waiting' && !running.has(login.subject);
          if (!mayRun) throw new FaceAuthError('login-unknown');
          login.state = 'running';
          running.set(login.subject, login);
          undone.delete(login.subject);
          return options.startCourse({ moves: login.moves, startedAt: at, courseMs: LOGIN_MS });
        },
        passed: (vectors) => decide(login, vectors),
        async failed(reason) {
          if (logins.get(id) !== login) return;
          login.hasSocket = false;
          // Only the socket of a login that has not begun: that may come again.
          if (login.state === 'waiting' && reason === 'connection-lost') return;
          await reject(login, reason);
        },
        async broken(code) {
          remove(login);
          const { subject } = login;
          await store.audit.append({ at: now(), event: 'login.rejected', subject, outcome: 'failure', reason: code });
        },
      };
    },

    async claim(id, nonce) {
      const login = find(id, nonce);
      if (login.state !== 'accepted') throw new FaceAuthError('login-not-accepted');
      remove(login);
      const user = login.userId === undefined ? undefined : await store.users.find(login.userId);
      if (user === undefined || now() > login.claimBy) throw new FaceAuthError('login-unknown');
      return user;
    },

    async sweep() {
      const at = now();
      for (const login of logins.values()) {
        if (login.state === 'waiting' && at > login.startBy) await reject(login, 'timeout');
        if (login.state === 'accepted' && at > login.claimBy) remove(login);
      }
    },
  };
}
