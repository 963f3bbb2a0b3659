import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { FaceAuthError } from '../errors.ts';
import { readConsentTexts } from '../gateway/consent-texts.ts';
import type { Calibration } from '../face/calibration/calibration.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import { listen } from '../http/http-server.ts';
import { startEnrolmentCourse } from '../login/enrolment-course.ts';
import { startLoginCourse } from '../login/login-course.ts';
import type { Log } from '../observe/log.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { EngineToStart } from './engine-to-start.ts';
import { BACKEND, readVersion, startService, type Service } from './service.ts';

const SWEEP_MS = 1_000;
const PRUNE_MS = 10 * 60_000;

/**
 * Starts pages, API and store. What can be wrong is looked at before anything is written. Until the engine has passed its
 * self-test, the service says that it is not ready.
 *
 * @throws FaceAuthError with a `hint` for the operator.
 */
export async function serveGateway(
  config: Config,
  calibration: Calibration,
  log: Log,
  prepareEngine: () => Promise<EngineToStart>,
): Promise<Service> {
  if (!existsSync(join(config.webDir, 'index.html'))) {
    const hint = `${config.webDir} has no index.html; run npm start, or npm run build -w backend/web`;
    throw new FaceAuthError('page-missing', { hint });
  }
  const invitation = config.invitationFile === undefined ? undefined : readInvitation(config.invitationFile);
  const consentTexts = readConsentTexts(join(BACKEND, 'consent'));
  const startEngine = await prepareEngine();

  return startService(async (parts) => {
    const server = await listen({ host: config.host, port: config.port });
    parts.push(() => server.stop());
    const { store, keys } = openSqliteStore(config);
    parts.push(() => store.close());
    const engine = await startEngine();
    parts.push(() => engine.close());

    const publicUrl = config.publicUrl ?? `http://localhost:${server.port}`;
    const gateway = createGateway({
      ...config,
      store,
      keys,
      engine,
      calibration,
      startLoginCourse,
      startEnrolmentCourse,
      publicUrl,
      consentTexts,
      version: readVersion(),
      now: Date.now,
      random: () => randomInt(2 ** 32) / 2 ** 32,
      log,
    });
    await gateway.prune();
    parts.unshift(
      every(SWEEP_MS, () => gateway.sweep(), log),
      every(PRUNE_MS, () => gateway.prune(), log),
    );

    await store.audit.append({ at: Date.now(), event: 'service.started', outcome: 'success' });
    const link = await gateway.inviteFirstAdmin(invitation);
    const { outdated, adminLink } = await gateway.lookForOutdated();
    server.serve(gateway);
    log.info(`Ready: ${publicUrl}/`);
    if (outdated > 0) {
      const sentence = `${outdated} people must enrol anew: their templates are of another recogniser than ${engine.recogniser}`;
      log.warn({ outdated }, sentence);
    }
    if (adminLink !== undefined)
      log.warn(`No admin can log in any more. Invitation for one to enrol anew: ${adminLink}`);
    if (link !== undefined) {
      const where = invitation === undefined ? link : `${publicUrl}/enrol#<the token in ${config.invitationFile}>`;
      log.info(`Invitation for the first admin: ${where}`);
    }
    return publicUrl;
  });
}

/** Calls again and again, one call at a time. */
function every(ms: number, work: () => Promise<void>, log: Log): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: unknown) => {
        log.error({ err: error }, 'cleaning up failed');
      })
      .finally(() => {
        running = undefined;
      });
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

function readInvitation(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new FaceAuthError('invitation-file-invalid', { hint: `${file} cannot be read` }, { cause });
  }
  if (/^[\w-]{20,256}$/.test(token)) return token;
  const hint = `${file} must hold 20 to 256 letters, digits, hyphens or underscores that nobody can guess`;
  throw new FaceAuthError('invitation-file-invalid', { hint });
}
