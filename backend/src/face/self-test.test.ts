import { describe, expect, it } from 'vitest';
import type { FaceEngine } from './engine.ts';
import { selfTest } from './self-test.ts';
import { preparedModels } from './testing.ts';

/** An engine that gives the pictures of the self-test these vectors, in the order they come. */
function engineGiving(...vectors: (readonly [number, number] | undefined)[]): FaceEngine {
  const left = [...vectors];
  return {
    recogniser: 'mobilefacenet-repaired-1',
    async analyse() {
      const vector = left.shift();
      const faces =
        vector === undefined
          ? []
          : [{ vector: Float32Array.from({ length: 192 }, (_, i) => (vector[i % 2] ?? 0) / 14) }];
      return { width: 320, height: 240, brightness: 100, faces } as unknown as Awaited<
        ReturnType<FaceEngine['analyse']>
      >;
    },
    close: async () => undefined,
  };
}

describe('selfTest', () => {
  it.each([
    {
      name: 'sees everybody alike',
      vectors: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      problem: 'another person was recognised',
    },
    {
      name: 'does not know a person again',
      vectors: [
        [1, 1],
        [1, -1],
        [1, -1],
      ],
      problem: 'the enrolled person was not recognised',
    },
    {
      name: 'gives no numbers',
      vectors: [
        [1, 1],
        [NaN, 1],
        [1, -1],
      ],
      problem: 'the enrolled person was not recognised',
    },
    { name: 'finds no face', vectors: [[1, 1], undefined, [1, -1]], problem: '0 faces were found in person-a-3' },
  ] as const)('fails an engine that $name', async ({ vectors, problem }) => {
    await expect(selfTest(engineGiving(...vectors), await preparedModels())).rejects.toMatchObject({
      code: 'self-test-failed',
      detail: { problem: expect.stringContaining(problem) as string },
    });
  });

  it('passes an engine that tells people apart', async () => {
    await expect(selfTest(engineGiving([1, 1], [1, 0.9], [1, -1]), await preparedModels())).resolves.toBeUndefined();
  });

  it('asks for the faces when they are not there', async () => {
    await expect(selfTest(engineGiving(), '/nowhere')).rejects.toMatchObject({ code: 'model-missing' });
  });
});
