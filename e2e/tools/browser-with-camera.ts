import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { writeMjpeg, type Clip } from './clip.ts';

/** A browser of its own: Chromium reads one camera file per process. */
export interface BrowserWithCamera {
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** What the camera shows from its next opening on; every opening starts at the first picture, at the end it loops. */
  show(clip: Clip): void;
  close(): Promise<void>;
}

export interface CameraOptions {
  /** `granted` (the default) and `blocked`: the person's answer, given at once. `missing`: there is no camera. */
  readonly camera?: 'granted' | 'blocked' | 'missing';
  readonly args?: readonly string[];
}

export async function startBrowserWithCamera({
  camera = 'granted',
  args = [],
}: CameraOptions = {}): Promise<BrowserWithCamera> {
  const folder = mkdtempSync(path.join(tmpdir(), 'face-auth-camera-'));
  const file = path.join(folder, 'camera.mjpeg');
  const device = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
  const browser: Browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--no-sandbox',
      ...(camera === 'missing' ? [] : device),
      `--use-fake-ui-for-media-stream${camera === 'blocked' ? '=deny' : ''}`,
      ...args,
    ],
  });

  return {
    async newPage(options = {}) {
      return browser.newPage(options);
    },
    show(clip) {
      writeMjpeg(file, clip);
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
