// `npm run image [-- --tag NAME:TAG]`: builds the service's container image with docker, podman or buildah.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const { version } = JSON.parse(readFileSync(path.join(root, 'backend', 'package.json'), 'utf8'));

/** How each program is told to build, and to say how many bytes an image has. */
const PROGRAMS = [
  { name: 'docker', build: ['build'], size: ['image', 'inspect', '--format', '{{.Size}}'], works: ['info'] },
  { name: 'podman', build: ['build'], size: ['image', 'inspect', '--format', '{{.Size}}'], works: ['info'] },
  { name: 'buildah', build: ['build', '--layers'], size: ['images', '--json'], works: ['version'] },
];

/** @returns {string} tag of the image to build, from the command line */
function wantedTag() {
  try {
    const { values } = parseArgs({ options: { tag: { type: 'string', default: `face-auth-server:${version}` } } });
    return values.tag;
  } catch (error) {
    console.error(`${error.message}. Use: npm run image [-- --tag NAME:TAG]`);
    return process.exit(1);
  }
}

/** docker may be installed without its server running, so each program is asked whether it works. */
const answers = ({ name, works }) => spawnSync(name, works, { stdio: 'ignore', timeout: 20_000 }).status === 0;

/** npm's settings of this user (a mirror, a proxy) reach the build as a secret: they never become part of a layer. */
function npmSettings() {
  const file = path.join(homedir(), '.npmrc');
  return existsSync(file) ? ['--secret', `id=npmrc,src=${file}`] : [];
}

function sizeOf({ name, size }, tag) {
  const { stdout } = spawnSync(name, [...size, tag], { encoding: 'utf8' });
  return name === 'buildah' ? JSON.parse(stdout)[0].size : `${Math.round(Number(stdout) / 1e6)} MB`;
}

const tag = wantedTag();
const program = PROGRAMS.find(answers);
if (!program) {
  console.error('No program that builds images works here. Install docker, podman or buildah and try again.');
  process.exit(1);
}

// buildah without user namespaces of its own (in a container, for example) builds in a plain chroot.
const isolation = program.name === 'buildah' && process.getuid?.() === 0 ? { BUILDAH_ISOLATION: 'chroot' } : {};
const env = { DOCKER_BUILDKIT: '1', ...isolation };
console.log(`Building ${tag} with ${program.name} (the first time 2 to 4 minutes) ...`);
const code = await run(program.name, [...program.build, '-f', 'backend/Dockerfile', '-t', tag, ...npmSettings(), '.'], {
  env,
});
if (code !== 0) {
  console.error(`The image was not built: ${program.name} ended with ${code}; its output is above.`);
  process.exit(1);
}
console.log(`Built ${tag}, ${sizeOf(program, tag)}.`);
