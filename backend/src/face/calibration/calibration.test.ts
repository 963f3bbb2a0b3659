import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCalibration, readCalibration, SHIPPED_CALIBRATION, type Calibration } from './calibration.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-auth-calibration-'));
});
afterEach(() => rm(folder, { recursive: true }));

const written = async (content: unknown): Promise<string> => {
  const file = join(folder, 'calibration.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const changed = (change: Partial<Calibration>): Calibration => ({ ...SHIPPED_CALIBRATION, ...change });
const without = (enrolled: number, shown: number): Calibration =>
  changed({ rows: SHIPPED_CALIBRATION.rows.filter((row) => row.enrolled !== enrolled || row.shown !== shown) });
const [first] = SHIPPED_CALIBRATION.rows;

describe('readCalibration', () => {
  it('reads what has the form of the shipped one', async () => {
    expect(await readCalibration(await written(SHIPPED_CALIBRATION))).toEqual(SHIPPED_CALIBRATION);
  });

  it('does without combinations that no login needs', async () => {
    expect((await readCalibration(await written(without(5, 3)))).rows).toHaveLength(14);
  });

  it.each([
    { name: 'something else', content: 'thresholds: high', says: 'is not JSON' },
    { name: 'another form', content: { recogniser: 'r', thresholds: [] }, says: 'is no calibration: ' },
    { name: 'no row for 3 enrolled and 1 shown', content: without(3, 1), says: 'no row for 3 enrolled and 1 shown' },
    {
      name: 'a stricter rate with a lower threshold',
      content: changed({
        rows: SHIPPED_CALIBRATION.rows.map((row) =>
          row === first ? { ...row, thresholds: { '1e-3': 0.5, '1e-4': 0.6, '1e-5': 0.59 } } : row,
        ),
      }),
      says: 'rows.0.thresholds: a stricter rate must have a higher threshold',
    },
    {
      name: 'a key that it does not know',
      content: { ...SHIPPED_CALIBRATION, threshold: 0.5 },
      says: 'Unrecognized key',
    },
  ])('refuses $name', async ({ content, says }) => {
    await expect(readCalibration(await written(content))).rejects.toMatchObject({
      code: 'calibration-invalid',
      detail: { hint: expect.stringContaining(says) as string },
    });
  });

  it('says that a file is not there', async () => {
    await expect(readCalibration(join(folder, 'nothing.json'))).rejects.toMatchObject({
      code: 'calibration-invalid',
      detail: { hint: expect.stringContaining('nothing.json cannot be read') as string },
    });
  });
});

describe('checkCalibration', () => {
  it('takes the calibration of the same recogniser only', () => {
    expect(() => checkCalibration(SHIPPED_CALIBRATION, SHIPPED_CALIBRATION.recogniser)).not.toThrow();
    expect(() => checkCalibration(SHIPPED_CALIBRATION, 'other-1234')).toThrow(
      expect.objectContaining({
        code: 'calibration-invalid',
        detail: { hint: expect.stringContaining('the engine runs other-1234') as string },
      }) as Error,
    );
  });
});
