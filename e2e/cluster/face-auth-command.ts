import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect } from '@playwright/test';
import { findHelm } from '../../scripts/lib/helm.mjs';
import { REPOSITORY } from '../tools/folders.ts';

export interface Ended {
  readonly code: number;
  /** What went to stdout, then what went to stderr. */
  readonly text: string;
}

/** The command line while it runs. */
export interface Running {
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
  /** Waits until it has said so. */
  says(words: string): Promise<void>;
  /** Ctrl-C. */
  interrupt(): void;
}

/** Starts the command as a user does, with the helm that is here unless `env` says otherwise. */
export async function startFaceAuth(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Running> {
  const bin = path.join(REPOSITORY, 'cli', 'bin', 'face-auth.mjs');
  const child = spawn(process.execPath, [bin, ...args], {
    // Playwright asks its tests for colours.
    env: { ...process.env, FORCE_COLOR: '0', FACE_AUTH_HELM: await findHelm(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, text: stdout + stderr }));
  });
  return {
    pid: child.pid,
    ended,
    says: (words) => expect.poll(() => stdout + stderr, { timeout: 60_000 }).toContain(words),
    interrupt: () => void child.kill('SIGINT'),
  };
}

export async function faceAuth(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const { ended } = await startFaceAuth(args, env);
  return ended;
}
