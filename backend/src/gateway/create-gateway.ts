import express, { type Express } from 'express';
import { FaceAuthError } from '../errors.ts';
import type { Calibration, FalseMatchRate } from '../face/calibration/calibration.ts';
import type { FaceEngine } from '../face/engine.ts';
import { healthRoutes } from '../http/health-routes.ts';
import { problemHandler } from '../http/problem-handler.ts';
import { requestLog } from '../http/request-log.ts';
import type { Move } from '../login/moves.ts';
import type { Log } from '../observe/log.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { Store } from '../store/store.ts';
import type { ConsentText, Language } from './api.ts';
import { createEnrolmentService, type EnrolmentServiceOptions } from './enrolment-service.ts';
import { createInvitationService } from './invitation-service.ts';
import { createLoginService, type StartCourse } from './login-service.ts';
import { ownOriginOnly, ownOrigins } from './middleware/own-origin.ts';
import { secureHeaders } from './middleware/secure-headers.ts';
import { accountRoutes } from './routes/account.ts';
import { auditRoutes } from './routes/audit.ts';
import { enrolmentRoutes } from './routes/enrolments.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { loginRoutes } from './routes/logins.ts';
import { outdatedEnrolmentRoutes } from './routes/outdated-enrolments.ts';
import { pageRoutes } from './routes/pages.ts';
import { sessionRoutes } from './routes/session.ts';
import { sessionCookie, visitor as createVisitor } from './session-cookie.ts';
import { createOutdatedEnrolments } from './outdated-enrolments.ts';
import { createSessionService } from './session-service.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { addressLimit } from './token-bucket.ts';

const LOGINS_PER_MINUTE = 30;
/** Failures with names that nobody has are forgotten after this time. */
const FORGET_UNKNOWN_MS = 24 * 60 * 60_000;

export interface GatewayOptions {
  readonly store: Store;
  readonly keys: KeyRing;
  readonly engine: FaceEngine;
  readonly startLoginCourse: StartCourse;
  readonly startEnrolmentCourse: EnrolmentServiceOptions['startCourse'];
  readonly publicUrl: string;
  readonly moves: readonly Move[];
  /** Of the engine's recogniser. */
  readonly calibration: Calibration;
  readonly falseMatchRate: FalseMatchRate;
  readonly trustedProxies: readonly string[];
  readonly webDir: string;
  readonly consentTexts: Readonly<Record<Language, ConsentText>>;
  readonly version: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

export interface Gateway {
  readonly app: Express;
  readonly sockets: Sockets;
  /** @returns The first admin's link, or `undefined` when there is an admin. */
  inviteFirstAdmin(token?: string): Promise<string | undefined>;
  /**
   * Looks for templates of another recogniser; to be called once at the start.
   *
   * @returns How many there are, and when no admin can log in any more because of it: a link with which one enrols anew.
   */
  lookForOutdated(): Promise<{ outdated: number; adminLink: string | undefined }>;
  /** Ends logins and enrolments that waited too long; to be called every second or so. */
  sweep(): Promise<void>;
  /** Removes from the store what is over; to be called now and then. */
  prune(): Promise<void>;
}

/** The HTTP and WebSocket side of the service: parts put together, nothing decided. */
export function createGateway(options: GatewayOptions): Gateway {
  const { store, keys, engine, publicUrl, now, log } = options;
  const { recogniser } = engine;
  const isHttps = publicUrl.startsWith('https:');
  const origins = ownOrigins(publicUrl);

  const outdated = createOutdatedEnrolments({ store, keys, recogniser });
  const logins = createLoginService({ ...options, outdated, recogniser, startCourse: options.startLoginCourse });
  const sessions = createSessionService({ store, keys, now });
  const invitations = createInvitationService({ store, keys, publicUrl, now });
  const enrolments = createEnrolmentService({
    ...options,
    invitations,
    recogniser,
    startCourse: options.startEnrolmentCourse,
  });
  const cookie = sessionCookie(isHttps);
  const visitor = createVisitor(sessions, cookie);
  const limit = () => addressLimit({ perMinute: LOGINS_PER_MINUTE, now });

  const api = express.Router();
  api.use((_req, res, next) => {
    res.set('cache-control', 'no-store');
    next();
  });
  api.use(ownOriginOnly(origins), express.json({ limit: '16kb' }));
  api.use('/logins', loginRoutes({ logins, sessions, cookie, limit: limit() }));
  api.use('/enrolments', enrolmentRoutes({ enrolments, limit: limit() }));
  api.use('/session', sessionRoutes({ sessions, cookie, visitor }));
  api.use('/account', accountRoutes({ users: store.users, keys, cookie, visitor, now }));
  api.use('/invitations', invitationRoutes({ invitations, visitor }));
  api.use('/outdated-enrolments', outdatedEnrolmentRoutes({ outdated, visitor }));
  api.use('/audit', auditRoutes({ audit: store.audit, visitor }));

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustedProxies);
  app.use(requestLog(log), ...secureHeaders(origins, isHttps));
  app.use('/api/v1', api);
  const checkReady = async () => {
    await store.check();
    return {};
  };
  app.use(healthRoutes({ checkReady, version: options.version }), pageRoutes(options.webDir));
  app.use(() => {
    throw new FaceAuthError('not-found');
  });
  app.use(problemHandler(log));

  return {
    app,
    sockets: createSockets({ logins, enrolments, engine, origins, now, log }),
    inviteFirstAdmin: (token) => invitations.inviteFirstAdmin(token),
    async lookForOutdated() {
      const people = await outdated.people();
      return { outdated: people.length, adminLink: await invitations.inviteOutdatedAdmin(people) };
    },
    async sweep() {
      await logins.sweep();
      enrolments.sweep();
    },
    async prune() {
      await outdated.people();
      await sessions.sweep();
      await invitations.sweep();
      await store.failures.prune(now() - FORGET_UNKNOWN_MS, (username) => keys.subjectOf(username));
    },
  };
}
