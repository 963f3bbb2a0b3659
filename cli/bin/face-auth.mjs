#!/usr/bin/env node
// The program under Node 24, which runs TypeScript as it is, whatever Node `npx` came with.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);
const [major] = process.versions.node.split('.').map(Number);

if (major >= 24) {
  // What Node makes of the sources is kept for the next time. Where the folder cannot be written, nothing is.
  module.enableCompileCache(
    path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'face-auth', 'code'),
  );
  await import(main.href);
} else {
  const node24 = path.join(
    path.dirname(module.createRequire(import.meta.url).resolve('node/package.json')),
    'bin/node',
  );
  const child = spawn(node24, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`face-auth: Node 24 is not installed here (${error.message}); run npm ci\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}
