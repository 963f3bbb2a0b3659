import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { FaceAuthError } from '../errors.ts';
import { checkModelFiles } from '../face/model-files.ts';
import { selfTest } from '../face/self-test.ts';
import { startEngine } from '../face/start-engine.ts';
import { readConsentTexts } from '../gateway/consent-texts.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import { listen } from '../http/http-server.ts';
import { startEnrolmentCourse } from '../login/enrolment-course.ts';
import { startLoginCourse } from '../login/login-course.ts';
import type { Log } from '../observe/log.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';

const backend = resolve(import.meta.dirname, '..', '..');
const SWEEP_MS = 1_000;
const PRUNE_MS = 10 * 60_000;
/** Each worker takes some 150 MB: on a node of many cores more of them would not fit the chart's memory limit. */
const MOST_WORKERS = 4;
/** Pictures that may wait for the engine: one second of work for five people. */
const QUEUE_LIMIT = 32;

export interface Service {
  readonly url: string;
  /** Ends all courses, then engine and store. */
  stop(): Promise<void>;
}

/**
 * Starts the service of role `all`: gateway and engine in one process, the store in one file.
 * What can be wrong is looked at before anything is written.
 *
 * @throws FaceAuthError with a `hint` for the operator.
 */
export async function serve(config: Config, log: Log): Promise<Service> {
  if (!existsSync(join(config.webDir, 'index.html'))) {
    const hint = `${config.webDir} has no index.html; run npm start, or npm run build -w backend/web`;
    throw new FaceAuthError('page-missing', { hint });
  }
  const invitation = config.invitationFile === undefined ? undefined : readInvitation(config.invitationFile);
  const consentTexts = readConsentTexts(join(backend, 'consent'));
  await checkModelFiles(config.modelsDir, config.engine);

  /** In the order in which the parts are ended. */
  const parts: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of parts.splice(0)) await end();
  };
  try {
    const server = await listen(config);
    parts.push(() => server.stop());
    const { store, keys } = openSqliteStore(config);
    parts.push(() => store.close());
    const workers = Math.min(MOST_WORKERS, Math.max(1, availableParallelism() - 1));
    const engine = await startEngine({
      engine: config.engine,
      modelsDir: config.modelsDir,
      workers,
      queueLimit: QUEUE_LIMIT,
      onWorkerDeath: (reason) => {
        log.error({ err: reason }, 'a worker of the engine has died; another is being started');
      },
    });
    parts.push(() => engine.close());
    await selfTest(engine, config.modelsDir);

    const publicUrl = config.publicUrl ?? `http://localhost:${server.port}`;
    const gateway = createGateway({
      ...config,
      store,
      keys,
      engine,
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
    server.serve(gateway);
    log.info(`Ready: ${publicUrl}/`);
    if (link !== undefined) {
      const where = invitation === undefined ? link : `${publicUrl}/enrol#<the token in ${config.invitationFile}>`;
      log.info(`Invitation for the first admin: ${where}`);
    }
    return { url: publicUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
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

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(backend, 'package.json'), 'utf8')) as { version: string };
  return version;
}
