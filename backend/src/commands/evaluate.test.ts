import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalibration } from '../face/calibration/calibration.ts';
import { recogniserFile } from '../face/calibration/recogniser-file.ts';
import { hasShared, MODELS_DIR, packagedFace, SHARED_DIR } from '../face/testing.ts';
import type { EvaluationReport } from '../evaluate/report.ts';

const MAIN = join(import.meta.dirname, '..', 'main.ts');
const LFW = join(SHARED_DIR, 'data', 'faces', 'lfw-dev');

/** Six photos of three people, and a file that is none. */
let photos: string;
beforeAll(async () => {
  photos = await mkdtemp(join(tmpdir(), 'face-auth-evaluate-'));
  const put = async (file: string, content: Uint8Array | string): Promise<void> => {
    await mkdir(join(photos, file, '..'), { recursive: true });
    await writeFile(join(photos, file), content);
  };
  for (const number of [1, 2, 3]) await put(`anna/${number}.jpg`, await packagedFace(`person-a-${number}`));
  await put(
    'ben/1.png',
    await sharp(await packagedFace('person-b-1'))
      .grayscale()
      .png()
      .toBuffer(),
  );
  await put('ben/2.jpg', (await packagedFace('person-b-1')).subarray(0, 900));
  await put(
    'carla/1.webp',
    await sharp(await packagedFace('person-c-1'))
      .webp()
      .toBuffer(),
  );
  await put('carla/notes.txt', 'a note');
}, 120_000);
afterAll(() => rm(photos, { recursive: true }));

function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}
const evaluate = (...args: string[]) => run(['evaluate', ...args]);
const reportOf = (out: string): EvaluationReport => JSON.parse(out) as EvaluationReport;

describe('evaluate', { timeout: 120_000 }, () => {
  it.each(['onnx', 'human'])('tells the people of a folder apart, with the engine %s', async (engine) => {
    const { code, out, err } = await evaluate(photos, '--json', '--engine', engine);

    expect(code).toBe(0);
    expect(err).toMatch(/^other files ignored: 1 \(carla\/notes.txt\)\n/);
    expect(reportOf(out)).toMatchObject({
      ...{ engine, people: 3, photos: 6, failedToAcquire: 1, genuinePairs: 3, impostorPairs: 7, eer: 0 },
      failures: [{ count: 1, examples: [join(photos, 'ben', '2.jpg')] }],
      tar: { '1e-2': null, '1e-5': null },
      atShippedThreshold: { '1e-4': { fmr: 0, fnmr: 0 } },
    });
  });

  it('says it in words, and draws the curve', async () => {
    const { code, out } = await evaluate(photos, '--enrolled', '2', '--svg', join(photos, 'det.svg'));

    expect(code).toBe(0);
    expect(out).toContain('2 enrolled, 1 shown: 3 genuine and 6 impostor comparisons');
    expect(await readFile(join(photos, 'det.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
    await rm(join(photos, 'det.svg'));
  });

  it('names another recogniser after its file, and knows no thresholds of it', async () => {
    const other = join(photos, 'other.onnx');
    await cp(join(MODELS_DIR, 'mobilefacenet.onnx'), other);
    const { code, out } = await evaluate(photos, '--json', '--recogniser', other);
    const { id } = await recogniserFile(other);
    await rm(other);

    expect(code).toBe(0);
    expect(id).toMatch(/^other-[0-9a-f]{12}$/);
    expect(reportOf(out)).toMatchObject({ recogniser: id, eer: 0, atShippedThreshold: {} });
  });

  it.each([
    { name: 'a folder that does not exist', args: ['/nowhere'], says: '/nowhere does not exist' },
    {
      name: 'nobody with enough photos',
      args: ['--enrolled', '3', '--shown', '3'],
      says: 'nobody has the 6 usable photos',
    },
    { name: 'too many photos in a template', args: ['--enrolled', '6'], says: 'it must be a whole number from 1 to 5' },
    {
      name: 'too few people for a calibration',
      args: ['--write-calibration', 'c.json'],
      says: 'it takes 30 people at least',
    },
    {
      name: 'a place that cannot be written',
      args: ['--svg', '/nowhere/det.svg'],
      says: '/nowhere/det.svg cannot be written',
    },
    { name: 'an unknown option', args: ['--threads', '2'], says: "unknown option '--threads'" },
  ])('refuses $name with one sentence', async ({ args, says }) => {
    const { code, out, err } = await evaluate(...(args[0] === '/nowhere' ? args : [photos, ...args]));

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^face-auth: .*\n$/);
    expect(err).toContain(says);
  });

  it('says that no photo could be used', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'face-auth-no-faces-'));
    for (const name of ['anna', 'ben']) {
      await mkdir(join(folder, name));
      for (const file of ['1.jpg', '2.jpg']) await writeFile(join(folder, name, file), 'not a picture');
    }
    const { code, err } = await evaluate(folder);
    await rm(folder, { recursive: true });

    expect(code).toBe(2);
    expect(err).toMatch(
      /nobody has the 2 usable photos .*; the most is 0; of 4 photos these failed: The photo file cannot be read; give it as .*: 4/,
    );
  });
});

describe('the service with a recogniser of its own', { timeout: 60_000 }, () => {
  it('does not start with the calibration of another', async () => {
    const recogniser = join(photos, 'other.onnx');
    await cp(join(MODELS_DIR, 'mobilefacenet.onnx'), recogniser);
    const calibration = join(import.meta.dirname, '..', 'face', 'calibration', 'mobilefacenet-repaired-1.json');
    const { code, err } = await run([], {
      ...{ FACE_AUTH_PORT: '0', FACE_AUTH_DATA: join(photos, 'data'), FACE_AUTH_WEB_DIR: await page() },
      ...{ FACE_AUTH_RECOGNISER_FILE: recogniser, FACE_AUTH_CALIBRATION_FILE: calibration },
    });
    await rm(recogniser);

    expect(code).toBe(1);
    expect(err).toMatch(
      /^face-auth: The calibration of the thresholds cannot be used: it is of the recogniser mobilefacenet-repaired-1, but the engine runs other-[0-9a-f]{12};/,
    );
  });
});

/** A folder with a page to serve. */
async function page(): Promise<string> {
  const folder = join(photos, '.web');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>The page</title>');
  return folder;
}

describe.skipIf(!hasShared)('the engine onnx on press photos of 420 people', { timeout: 600_000 }, () => {
  it('accepts at least as many right people as promised, one photo against one', async () => {
    const { eer, tar, failedToAcquire, genuinePairs, impostorPairs } = reportOf((await evaluate(LFW, '--json')).out);

    expect({ failedToAcquire, genuinePairs, impostorPairs }).toEqual({
      ...{ failedToAcquire: 0, genuinePairs: 1_200, impostorPairs: 403_350 },
    });
    expect(tar['1e-4']).toBeGreaterThanOrEqual(0.955);
    expect(eer).toBeLessThanOrEqual(0.007);
  });

  it('keeps both promises at the threshold in use, three photos against one', async () => {
    const { tar, atShippedThreshold } = reportOf((await evaluate(LFW, '--json', '--enrolled', '3')).out);

    expect(tar['1e-4']).toBeGreaterThanOrEqual(0.985);
    expect(atShippedThreshold['1e-4']?.fmr).toBeLessThanOrEqual(1e-4);
    expect(atShippedThreshold['1e-4']?.fnmr).toBeLessThanOrEqual(0.02);
  });

  it('calibrates another recogniser, with which the service starts', async () => {
    const [recogniser, calibration] = [join(photos, 'other.onnx'), join(photos, 'other.json')];
    await cp(join(MODELS_DIR, 'mobilefacenet.onnx'), recogniser);
    const { code } = await evaluate(LFW, '--recogniser', recogniser, '--write-calibration', calibration);
    expect(code).toBe(0);
    const { rows, ...rest } = await readCalibration(calibration);
    expect(rows).toHaveLength(15);
    expect(rest).toMatchObject({
      recogniser: (await recogniserFile(recogniser)).id,
      sets: [{ people: 420, photos: 900 }],
    });

    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...{ PATH: process.env['PATH'], FACE_AUTH_PORT: '0', FACE_AUTH_DATA: join(photos, '.data') },
        ...{ FACE_AUTH_WEB_DIR: await page() },
        ...{ FACE_AUTH_RECOGNISER_FILE: recogniser, FACE_AUTH_CALIBRATION_FILE: calibration },
      },
    });
    const isReady = await new Promise<boolean>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Ready: ')) resolve(true);
      });
      child.on('close', () => {
        resolve(false);
      });
    });
    child.kill('SIGTERM');
    for (const file of [recogniser, calibration]) await rm(file);

    expect(isReady).toBe(true);
  });
});
