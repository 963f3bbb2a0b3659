/** For tests: the program as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, 'main.ts');

/** A folder for a program to run in, with a page to serve. */
export async function programFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'face-auth-main-'));
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>The page</title>');
  return folder;
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
  /** The message of the first log line that starts so. Rejects when the program ends before. */
  said(start: string): Promise<string>;
}

/** Starts the program in such a folder. Free port, own data; nothing else of our environment. */
export function startProgram(folder: string, settings: Record<string, string> = {}, args: string[] = []): Program {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      FACE_AUTH_PORT: '0',
      FACE_AUTH_WEB_DIR: join(folder, 'web'),
      FACE_AUTH_DATA: join(folder, 'data'),
      ...settings,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
  const said = (start: string) =>
    new Promise<string>((resolve, reject) => {
      const look = (): void => {
        const line = out.split('\n').find((text) => text.includes(`"msg":"${start}`));
        if (line !== undefined) resolve((JSON.parse(line) as { msg: string }).msg);
      };
      child.stdout.on('data', look);
      look();
      void ended.then(({ err: why }) => {
        reject(new Error(`it ended before it said "${start}": ${why}`));
      });
    });
  return { child, ended, said };
}
