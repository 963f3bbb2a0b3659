import { spawn } from 'node:child_process';
import path from 'node:path';
import { node24, root } from './paths.mjs';

/** The environment of our commands: Node 24 and the installed programs come first on the PATH. */
export function environment(extra = {}) {
  const programs = [path.dirname(node24), path.join(root, 'node_modules', '.bin')];
  return { ...process.env, PATH: [...programs, process.env.PATH].join(path.delimiter), ...extra };
}

/**
 * Runs a program in the repository's root, its output shown as it comes.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean, cwd?: string }} [options] quiet: output only after a failure
 * @returns {Promise<number>} the exit code
 */
export function run(program, args, { env = {}, quiet = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const output = [];
    const child = spawn(program, args, {
      cwd,
      env: environment(env),
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/**
 * Like `run`, but what the program prints is the answer; its errors are shown as they come.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export function readOutput(program, args) {
  return new Promise((resolve, reject) => {
    const output = [];
    const child = spawn(program, args, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });
}

/** Like `run`, but a failure is an error that says what failed. */
export async function mustRun(what, program, args, options) {
  const code = await run(program, args, options);
  if (code !== 0) throw new Error(`${what} failed (exit code ${code}); its output is above.`);
}
