// `npm start`: installs what the service needs, prepares models and page, runs the service until Ctrl-C.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { node24, root } from './lib/paths.mjs';
import { installAndPrepareService } from './lib/prepare-service.mjs';
import { environment } from './lib/run.mjs';

try {
  await installAndPrepareService((line) => console.log(line));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// Settings of our tools: the service refuses names that it does not know.
const { FACE_AUTH_CACHE: _cache, FACE_AUTH_SHARED: _shared, ...env } = environment();
const service = spawn(node24, ['backend/src/main.ts'], { cwd: root, env, stdio: 'inherit' });
// A Ctrl-C in the terminal reaches the service by itself; a signal sent to npm alone must be handed on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => service.kill(signal));
service.once('exit', (code) => process.exit(code ?? 1));
