import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EvaluationInputError } from './input-error.ts';

/** The photos of one person, in the order of their names. */
export interface PersonPhotos {
  /** Name of the folder. */
  readonly name: string;
  /** Paths, in the order of their names. */
  readonly photos: readonly string[];
}

export interface PhotoFolder {
  /** Folders without a photo are left out. */
  readonly people: readonly PersonPhotos[];
  /** What lay in the folder and is no photo of a person, relative to the folder; hidden files are not worth a word. */
  readonly ignored: readonly string[];
}

/** Other files in a person's folder are ignored. */
const READABLE = ['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tif', '.tiff'];
/** Photos that sharp cannot read: they are no notes to be ignored but failures, with a word on what to do. */
const UNREADABLE = ['.bmp', '.heic', '.heif', '.pgm', '.ppm', '.jp2'];
const PHOTO_ENDINGS = [...READABLE, ...UNREADABLE];

/**
 * Lists a folder whose folders are people and whose files in them are their photos. Deeper folders are not looked into.
 *
 * @throws EvaluationInputError when there is no such folder, or nothing in it to compare.
 */
export async function listPhotos(folder: string): Promise<PhotoFolder> {
  const people: PersonPhotos[] = [];
  const ignored: string[] = [];
  for (const name of await entriesOf(folder)) {
    if (!(await isFolder(join(folder, name)))) {
      ignored.push(name);
      continue;
    }
    const files = await entriesOf(join(folder, name));
    const photos = files.filter((file) => PHOTO_ENDINGS.includes(extname(file).toLowerCase()));
    ignored.push(...files.filter((file) => !photos.includes(file)).map((file) => join(name, file)));
    if (photos.length > 0) people.push({ name, photos: photos.map((file) => join(folder, name, file)) });
  }
  const count = people.length;
  if (count < 2) {
    const what = count === 0 ? 'no photos of people' : 'photos of one person only, and false matches take two';
    throw new EvaluationInputError(
      `${folder} has ${what}; it must have one folder for each person, with the person's photos in it`,
    );
  }
  return { people, ignored };
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch (cause) {
    const why = isErrno(cause, 'ENOENT')
      ? 'does not exist'
      : isErrno(cause, 'ENOTDIR')
        ? 'is no folder'
        : 'cannot be read';
    throw new EvaluationInputError(`${folder} ${why}`, { cause });
  }
}

/** A link to a folder counts as one; a dangling one does not. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
