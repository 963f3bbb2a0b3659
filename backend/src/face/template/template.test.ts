import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTemplate, encodeTemplate, makeTemplate, similarity } from './template.ts';

/** A unit vector in which no component stands out, as the recogniser gives them. */
const unitVector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 192, maxLength: 192 })
  .filter((values) => Math.hypot(...values) > 4)
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);

describe('a template', () => {
  it('compares as its vector would, but for rounding', () => {
    fc.assert(
      fc.property(unitVector, unitVector, (enrolled, probe) => {
        expect(similarity(makeTemplate([enrolled], 'r'), [probe])).toBeCloseTo(dot(enrolled, probe), 1.7);
        expect(similarity(makeTemplate([enrolled], 'r'), [enrolled])).toBeGreaterThan(0.999);
      }),
    );
  });

  it('is the mean of the enrolled vectors, and the probe the mean of its own', () => {
    const [x, y] = [new Float32Array(192), new Float32Array(192)];
    x[0] = y[1] = 1;
    const axis = (...vectors: Float32Array[]) => similarity(makeTemplate([x, y].map(spread), 'r'), vectors.map(spread));

    expect(axis(x, y)).toBeCloseTo(1, 2);
    expect(axis(x)).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it('remembers how many vectors it was made of, and of which recogniser', () => {
    const vector = new Float32Array(192).fill(1 / Math.sqrt(192));

    expect(makeTemplate([vector, vector, vector], 'some-recogniser')).toMatchObject({
      enrolled: 3,
      recogniser: 'some-recogniser',
    });
  });

  it('is the same after encoding and decoding', () => {
    fc.assert(
      fc.property(
        unitVector,
        fc.integer({ min: 1, max: 5 }),
        fc.string({ maxLength: 40 }),
        (vector, count, recogniser) => {
          const template = makeTemplate(
            Array.from({ length: count }, () => vector),
            recogniser,
          );

          expect(decodeTemplate(encodeTemplate(template))).toEqual(template);
        },
      ),
    );
  });

  it('is read from a Buffer as well, and stays when the bytes are wiped', () => {
    const template = makeTemplate([spread(Float32Array.of(1, ...new Float32Array(191)))], 'r');
    const bytes = Buffer.from(encodeTemplate(template));
    const decoded = decodeTemplate(bytes);
    bytes.fill(0);

    expect(decoded).toEqual(template);
  });

  it.each([
    { name: 'nothing', bytes: [] },
    { name: 'another format', bytes: [2, 3, 1, 65, 1, 2, 3] },
    { name: 'no enrolled vector', bytes: [1, 0, 1, 65, 1, 2, 3] },
    { name: 'an id longer than the bytes', bytes: [1, 3, 200, 65, 1, 2, 3] },
  ])('is not read from $name', ({ bytes }) => {
    expect(() => decodeTemplate(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: 'template-invalid' }));
  });

  it('is not compared with vectors of another length', () => {
    const template = makeTemplate([new Float32Array(192).fill(0.07)], 'r');

    expect(() => similarity(template, [new Float32Array(1024)])).toThrow('1024 components');
    expect(() => similarity(template, [])).toThrow('at least one vector');
  });
});

/** Turns the first two axes into directions whose components are all small, as those of real vectors are. */
function spread(vector: Float32Array): Float32Array {
  return vector.map((_, i) => ((vector[0] ?? 0) + (vector[1] ?? 0) * (i % 2 === 0 ? 1 : -1)) / Math.sqrt(192));
}
