import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { MOVES } from '../login/moves.ts';
import { splitMjpeg } from './split-mjpeg.ts';

const move = z.enum(MOVES);
/** A stretch of the clip, in seconds from its start. */
const stretch = z.object({ move, start: z.number(), end: z.number() });

const LabelledClip = z
  .object({
    file: z.string().min(1),
    label: z.enum(['genuine', 'attack']),
    kind: z.string().min(1),
    /** Who the login says it is, and whose face is shown. */
    claimed: z.string().min(1),
    person: z.string().min(1),
    fps: z.number().positive().max(120),
    asked: z.array(move).min(1),
    shown: z.array(move),
    /** The moves that are shown, and what an attacker's hands do meanwhile. */
    events: z.array(stretch),
    attempts: z.array(stretch).default([]),
  })
  .refine(({ label, shown }) => label === 'attack' || shown.length > 0, 'a genuine clip must show a move');

/** One clip of a set and what is known of it. Further facts of the manifest are let be. */
export type LabelledClip = z.infer<typeof LabelledClip>;

const Manifest = z.object({
  people: z.array(z.object({ person: z.string(), photo: z.string(), others: z.array(z.string()) })).default([]),
  clips: z.array(LabelledClip).min(1),
});

/** Labelled camera clips in a folder; `frames` reads the JPEGs of one. */
export interface ClipSet {
  readonly clips: readonly LabelledClip[];
  /** Paths of the photos of a person that no clip was made of, below the folder of the photos. */
  readonly otherPhotos: (person: string) => readonly string[];
  readonly frames: (clip: LabelledClip) => Promise<Uint8Array[]>;
}

/** What is wrong with the files that were handed in: a sentence for whoever handed them in. */
export class ClipSetError extends Error {
  override readonly name = 'ClipSetError';
}

/**
 * Reads the `manifest.json` of a set of clips and looks whether all its clips are there.
 *
 * @throws ClipSetError when the manifest or a clip is missing, or the manifest says less than is needed.
 */
export async function readClipSet(folder: string): Promise<ClipSet> {
  const file = path.join(folder, 'manifest.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ClipSetError(`${file} cannot be read; hand in the folder of a set of clips, with its manifest`, {
      cause,
    });
  });
  const { clips, people } = parseManifest(file, text);
  for (const clip of clips) {
    await access(path.join(folder, clip.file)).catch((cause: unknown) => {
      throw new ClipSetError(`${file} names ${clip.file}, which is not there`, { cause });
    });
  }
  return {
    clips,
    otherPhotos: (person) => people.find((one) => one.person === person)?.others ?? [],
    frames: (clip) => readFrames(path.join(folder, clip.file)),
  };
}

function parseManifest(file: string, text: string): z.infer<typeof Manifest> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ClipSetError(`${file} is not JSON; make the set again`, { cause });
  }
  const parsed = Manifest.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ClipSetError(`${file} is not the manifest of a set of clips: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** @throws ClipSetError when the file is not a row of JPEGs. */
async function readFrames(file: string): Promise<Uint8Array[]> {
  const frames = splitMjpeg(await readFile(file));
  if (frames.length > 0) return frames;
  throw new ClipSetError(`${file} is not a .mjpeg: it must be JPEGs, one after another, to the last byte`);
}
