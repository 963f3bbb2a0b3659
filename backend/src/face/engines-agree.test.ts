import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceEngine } from './engine.ts';
import { startEngine } from './start-engine.ts';
import { cosine, packagedFace, preparedModels } from './testing.ts';

describe('the engines onnx and human', { timeout: 30_000 }, () => {
  let onnx: FaceEngine;
  let human: FaceEngine;
  beforeAll(async () => {
    const options = { modelsDir: await preparedModels(), workers: 1, queueLimit: 5 };
    [onnx, human] = await Promise.all([
      startEngine({ ...options, engine: 'onnx' }),
      startEngine({ ...options, engine: 'human' }),
    ]);
  }, 60_000);
  afterAll(() => Promise.all([onnx.close(), human.close()]));

  const look = async (engine: FaceEngine, face: string) => {
    const { faces } = await engine.analyse(await packagedFace(face), { vector: 'full' });
    return faces[0] ?? expect.fail(`no face in ${face}`);
  };

  it('have the same recogniser', () => {
    expect(onnx.recogniser).toBe(human.recogniser);
  });

  it.each(['person-a-1', 'person-a-2', 'person-a-3', 'person-b-1', 'person-c-1'])(
    'give nearly the same vector and the same signs of %s',
    async (person) => {
      const one = await look(onnx, person);
      const other = await look(human, person);

      expect(cosine(one.vector ?? new Float32Array(), other.vector ?? [])).toBeGreaterThan(0.995);
      expect(one.pose.yaw).toBeCloseTo(other.pose.yaw, 1);
      expect(one.pose.pitch).toBeCloseTo(other.pose.pitch, 1);
      expect(one.mouthOpening).toBeCloseTo(other.mouthOpening, 1);
      expect(one.region.x).toBeCloseTo(other.region.x, 1);
      expect(one.region.size).toBeCloseTo(other.region.size, 1);
    },
  );
});
