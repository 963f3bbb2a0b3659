import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { FaceEngine } from '../face/engine.ts';
import { ClipSetError, type ClipSet } from './clip-set.ts';
import { enroller } from './enrol.ts';
import { judgeClip, type ClipResult } from './judge-clip.ts';

export interface JudgeSetOptions {
  readonly set: ClipSet;
  /** Folder with the photos that the manifest names, to enrol other ones than the clips were made of. */
  readonly photos?: string | undefined;
  readonly engine: FaceEngine;
  readonly isLooped: boolean;
  readonly mostFps: number;
  readonly progress: (done: number, all: number, last: ClipResult) => void;
}

/** What the page writes its JPEGs with (backend/web/src/frames/frame-grabber.ts). */
const PAGE_QUALITY = 85;

/**
 * A login with each clip of a set, one after another so that the CPU time of this process is that of one login.
 *
 * @throws ClipSetError when a clip or a photo cannot be read.
 */
export async function judgeSet(options: JudgeSetOptions): Promise<ClipResult[]> {
  const { set, photos, engine, isLooped, mostFps, progress } = options;
  const readPhoto = photos === undefined ? undefined : (file: string) => readPhotoOf(path.join(photos, file));
  const enrol = enroller({ set, engine, readPhoto });

  const results: ClipResult[] = [];
  for (const clip of set.clips) {
    const enrolled = await enrol(clip);
    const frames = await set.frames(clip);
    const result = await judgeClip({
      clip,
      frames,
      engine,
      enrolled,
      falseMatchRate: '1e-4',
      scale: scaleAsThePage,
      cpuSeconds,
      isLooped,
      mostFps,
    });
    results.push(result);
    progress(results.length, set.clips.length, result);
  }
  return results;
}

async function readPhotoOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: unknown) => {
    throw new ClipSetError(`${file} cannot be read; hand in the folder that the set was made from`, { cause });
  });
}

async function scaleAsThePage(jpeg: Uint8Array, width: number): Promise<Uint8Array> {
  return sharp(jpeg).resize({ width, withoutEnlargement: true }).jpeg({ quality: PAGE_QUALITY }).toBuffer();
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
