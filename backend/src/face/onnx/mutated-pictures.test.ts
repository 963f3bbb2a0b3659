import { describe, expect, it, vi } from 'vitest';
import { FaceAuthError } from '../../errors.ts';
import { seededRandom } from '../../evaluate/resample.ts';
import { startEngine } from '../start-engine.ts';
import { packagedFace, preparedModels } from '../testing.ts';

const PICTURES = 400;

/** Breaks a JPEG in one of five ways. */
function mutated(jpeg: Uint8Array, random: () => number): Buffer {
  const bytes = Buffer.from(jpeg);
  const within = (limit: number): number => Math.floor(random() * limit);
  const flip = (count: number, limit: number): void => {
    for (let flips = 0; flips < count; flips++) {
      const place = within(limit);
      bytes.writeUInt8((bytes[place] ?? 0) ^ (1 << within(8)), place);
    }
  };
  switch (within(5)) {
    case 0:
      flip(1 + within(20), bytes.length);
      return bytes;
    case 1:
      flip(1 + within(5), 700); // tables and headers
      return bytes;
    case 2:
      return bytes.subarray(0, within(bytes.length));
    case 3: {
      const place = within(bytes.length);
      const marker = Buffer.of(0xff, 0xc0 + within(64), within(256), within(256));
      return Buffer.concat([bytes.subarray(0, place), marker, bytes.subarray(place)]);
    }
    default: {
      const [from, length] = [within(bytes.length), within(2_000)];
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
    }
  }
}

describe('the onnx engine over broken pictures', { timeout: 120_000 }, () => {
  it(`answers each of ${PICTURES} with facts or says what is wrong with it, from one thread that lives on`, async () => {
    const onWorkerDeath = vi.fn();
    const engine = await startEngine({
      engine: 'onnx',
      modelsDir: await preparedModels(),
      workers: 1,
      queueLimit: 1,
      onWorkerDeath,
    });
    const whole = await packagedFace('person-a-1');
    const random = seededRandom(20_251_125);
    const answers = new Map<string, number>();
    let halfway = 0;
    for (let picture = 0; picture < PICTURES; picture++) {
      if (picture === PICTURES / 2) halfway = process.memoryUsage.rss();
      const answer = await engine.analyse(mutated(whole, random), { vector: 'quick', iris: true }).then(
        () => 'facts',
        (error: unknown) => (error instanceof FaceAuthError ? error.code : String(error)),
      );
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    const growth = process.memoryUsage.rss() - halfway;
    const after = await engine.analyse(whole, { vector: 'full' });
    await engine.close();

    expect(after.faces).toHaveLength(1);
    expect(onWorkerDeath).not.toHaveBeenCalled();
    expect([...answers.keys()].filter((answer) => answer !== 'facts' && !answer.startsWith('picture-'))).toEqual([]);
    expect(answers.get('facts')).toBeGreaterThan(20);
    expect(answers.get('picture-damaged')).toBeGreaterThan(100);
    expect(growth / 2 ** 20).toBeLessThan(50);
  });
});
