import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder } from '../../scripts/lib/cache.mjs';
import type { Move } from '../../backend/src/login/moves.ts';
import { splitMjpeg, type Clip } from '../tools/clip.ts';
import { REPOSITORY, sharedFolder } from '../tools/folders.ts';
import { frozenClip, swing } from '../tools/timeline.ts';

const run = promisify(execFile);
/** Of the clips that the tool makes. */
const FPS = 10;
/** A login ends within 20 s: the face at rest follows the moves, so that they are not shown twice. */
const TAIL_S = 14;
/** The tool holds a move for half a second; a busy service sees too few pictures of that. */
const HOLD_S = 2.5;
const HOLD_BLINK_S = 0.8;

/** What the tool says about its clip, times in seconds. */
interface MoveShown {
  readonly move: Move;
  readonly peak: number;
  readonly peakEnd: number;
}

/** Whether the optional larger set and its tool are at hand. */
export const hasRenderedPeople = (): boolean => {
  const shared = sharedFolder();
  return shared !== undefined && existsSync(path.join(shared, 'tools/face-clips/face-clips.mjs'));
};

/** The path of a photo of the set: `photo('Adam_Freier', 0)` is the first of that person. */
export function photo(person: string, index: number): string {
  const folder = path.join(sharedFolder() ?? '', 'data/faces/lfw-dev', person);
  const file = readdirSync(folder).sort()[index];
  if (file === undefined) throw new Error(`${folder} has no photo number ${index}`);
  return path.join(folder, file);
}

/** A camera clip made from a photo: the person makes these moves in this order, each held, then stays at rest. */
export async function renderedClip(photoFile: string, moves: readonly Move[]): Promise<Clip> {
  const { frames, events } = await faceClips(['genuine', photoFile, '--moves', moves.join(','), '--lead', '2']);
  const held = events.reduceRight<Uint8Array[]>((clip, { move, peak, peakEnd }) => {
    const [from, to] = [Math.round(peak * FPS), Math.round(peakEnd * FPS)];
    const longer = swing(clip.slice(from, to).reverse(), (move === 'blink' ? HOLD_BLINK_S : HOLD_S) * FPS);
    return [...clip.slice(0, to), ...longer, ...clip.slice(to)];
  }, frames);
  return { frames: [...held, ...swing(frames.slice(0, FPS), TAIL_S * FPS)], fps: FPS };
}

/** An attack of the tool's list, such as `print`: a photo on paper, moved by hand. */
export async function attackClip(kind: string, photoFile: string, moves: readonly Move[]): Promise<Clip> {
  const { frames } = await faceClips(['attack', kind, photoFile, '--moves', moves.join(',')]);
  return { frames, fps: FPS };
}

/** The person of a photo looks into the camera for as long as an enrolment needs. */
export async function renderedAtRest(photoFile: string): Promise<Clip> {
  const { frames } = await faceClips(['genuine', photoFile, '--moves', 'blink', '--lead', '6']);
  return { frames: swing(frames.slice(0, 5.5 * FPS), 20 * FPS), fps: FPS };
}

/** One picture of that person, which never changes. */
export async function renderedFrozen(photoFile: string): Promise<Clip> {
  const { frames } = await faceClips(['genuine', photoFile, '--moves', 'blink']);
  return frozenClip(frames[0] as Uint8Array, 20);
}

async function faceClips(args: readonly string[]): Promise<{ frames: Uint8Array[]; events: MoveShown[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'face-clips-'));
  const out = path.join(folder, 'clip.mjpeg');
  try {
    const program = path.join(await toolFolder(), 'face-clips.mjs');
    const { stdout } = await run(process.execPath, [program, ...args, '--out', out]);
    const { events } = JSON.parse(stdout) as { events: MoveShown[] };
    return { frames: splitMjpeg(readFileSync(out)), events };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The sibling folder can be read only and has no packages: a copy in the cache finds those of this repository. */
async function toolFolder(): Promise<string> {
  const source = path.join(sharedFolder() ?? '', 'tools/face-clips');
  const hash = createHash('sha256').update(REPOSITORY);
  for (const name of readdirSync(path.join(source, 'src')).sort())
    hash.update(readFileSync(path.join(source, 'src', name)));

  return cachedFolder(`face-clips-${hash.digest('hex').slice(0, 12)}`, (work) => {
    cpSync(source, work, { recursive: true });
    symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(work, 'node_modules'));
    return Promise.resolve();
  });
}
