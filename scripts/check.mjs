// `npm run check`: types, lint and format of every part.
import { run } from './lib/run.mjs';

const checks = [
  ['tsc', '-p', '.'],
  ['tsc', '-p', 'e2e'],
  ['vue-tsc', '--noEmit', '-p', 'backend/web'],
  ['vue-tsc', '-p', 'pkg/face-auth/tsconfig.check.json'],
  ['eslint', '--max-warnings', '0', '.'],
  ['eslint', '--max-warnings', '0', '-c', 'pkg/face-auth/eslint.config.mjs', 'pkg/face-auth'],
  ['prettier', '--check', '--log-level', 'warn', '.'],
];

let failures = 0;
for (const [program, ...args] of checks) {
  console.log(`${program} ${args.join(' ')}`);
  if ((await run(program, args)) !== 0) failures += 1;
}
process.exit(failures === 0 ? 0 : 1);
