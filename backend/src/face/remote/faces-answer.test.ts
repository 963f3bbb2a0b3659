import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faceFacts, pictureFacts } from '../../login/testing.ts';
import type { FaceFacts, PictureFacts } from '../engine.ts';
import { facesAnswer, FacesAnswer } from './faces-answer.ts';

const read = (text: string) => FacesAnswer.parse(JSON.parse(text));

/** As JSON, with one member changed: `faces.0.mesh`. */
function changed(path: string, value: unknown): unknown {
  const answer = JSON.parse(facesAnswer('a-recogniser', pictureFacts(faceFacts()))) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, answer);
  parent[last] = value;
  return answer;
}

describe('the answer with the facts of a picture', () => {
  it('is read back number for number', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const floats = (length: number) => fc.float32Array({ minLength: length, maxLength: length });
    const face: fc.Arbitrary<FaceFacts> = fc.record(
      {
        box: fc.record({ x: number, y: number, width: number, height: number }),
        confidence: number,
        fit: number,
        region: fc.record({ x: number, y: number, size: number, roll: number }),
        mesh: floats(3 * 468),
        pose: fc.record({ yaw: number, pitch: number, roll: number }),
        eyeOpening: number,
        mouthOpening: number,
        brightness: number,
        evenness: number,
        sharpness: number,
        cover: fc.record({ eyes: number, mouth: number }),
        vector: floats(192),
      },
      {
        requiredKeys: [
          'box',
          'fit',
          'region',
          'mesh',
          'pose',
          'eyeOpening',
          'mouthOpening',
          'brightness',
          'evenness',
          'sharpness',
          'cover',
        ],
      },
    );
    const facts: fc.Arbitrary<PictureFacts> = fc.record({
      width: number,
      height: number,
      brightness: number,
      faces: fc.array(face, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(facts, (seen) => {
        expect(read(facesAnswer('a-recogniser', seen))).toEqual({ recogniser: 'a-recogniser', facts: seen });
      }),
      { numRuns: 25 },
    );
  });

  it('carries a vector that is a part of a larger buffer', () => {
    const vector = Float32Array.from({ length: 600 }, (_, index) => index / 7).subarray(200, 392);
    const { facts } = read(facesAnswer('a-recogniser', pictureFacts({ ...faceFacts(), vector })));

    expect(facts.faces[0]?.vector).toEqual(Float32Array.from(vector));
  });

  it('tells what is not a number as such', () => {
    const { facts } = read(facesAnswer('a-recogniser', pictureFacts({ ...faceFacts(), eyeOpening: NaN })));

    expect(facts.faces[0]?.eyeOpening).toBeNaN();
  });

  it('passes over what a newer server tells', () => {
    const { facts } = FacesAnswer.parse(changed('faces.0.mood', 'happy'));

    expect(facts).toEqual(pictureFacts(faceFacts()));
  });

  it.each([
    ['recogniser', ''],
    ['recogniser', undefined],
    ['width', '640'],
    ['faces', {}],
    ['faces.0.box', undefined],
    ['faces.0.pose.yaw', undefined],
    ['faces.0.mesh', undefined],
    ['faces.0.mesh', Buffer.alloc(3 * 468 * 4 - 4).toString('base64')],
    ['faces.0.mesh', 'not base64!'],
    ['faces.0.vector', ''],
    ['faces.0.vector', Buffer.alloc(191).toString('base64')],
    ['faces.0.vector', null],
  ])('is refused with %s = %j', (path, value) => {
    expect(FacesAnswer.safeParse(changed(path, value)).success).toBe(false);
  });
});
