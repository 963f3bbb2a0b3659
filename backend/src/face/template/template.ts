import { FaceAuthError } from '../../errors.ts';

/** What is kept of an enrolled person. Comparable only with vectors of the same recogniser. */
export interface Template {
  readonly recogniser: string;
  /** How many vectors it was made of; thresholds depend on it. */
  readonly enrolled: number;
  /** The normalised mean of the vectors times `SCALE`, rounded to whole numbers. */
  readonly values: Int8Array;
}

/** 127 / 219.55 = .58: no component of a unit vector of 192 comes near it. The rounding costs no accuracy (docs/models.md). */
const SCALE = 219.55;

/** First byte of an encoded template. */
const FORMAT = 1;

/**
 * The template of a person: the normalised mean of the enrolled vectors, one byte for each component.
 *
 * @param vectors At least one, all of unit length and equally many components.
 */
export function makeTemplate(vectors: readonly Float32Array[], recogniser: string): Template {
  const values = Int8Array.from(normalisedMean(vectors), (value) => clampToByte(Math.round(value * SCALE)));
  return { recogniser, enrolled: vectors.length, values };
}

/**
 * How alike the template and the probes are: the dot product of `templateVector` and `probeVector`, −1 to 1. Whether that is enough
 * says `thresholdFor`.
 *
 * @param vectors At least one, from the template's recogniser.
 */
export function similarity(template: Template, vectors: readonly Float32Array[]): number {
  const probe = probeVector(vectors);
  if (probe.length !== template.values.length) {
    throw new RangeError(`the probe has ${probe.length} components, the template ${template.values.length}`);
  }
  const enrolled = templateVector(template);
  return probe.reduce((sum, value, index) => sum + value * (enrolled[index] ?? NaN), 0);
}

/** What a probe is compared with: the template's components, of unit length again after their rounding. */
export function templateVector({ values }: Template): Float32Array {
  return normalised(Float32Array.from(values));
}

/** What is compared with a template: the normalised mean of the vectors that were shown, at least one. */
export function probeVector(vectors: readonly Float32Array[]): Float32Array {
  return normalisedMean(vectors);
}

/** The template as bytes: format, number of enrolled vectors, length of the recogniser's id, the id in UTF-8, the components. */
export function encodeTemplate({ recogniser, enrolled, values }: Template): Uint8Array {
  const id = new TextEncoder().encode(recogniser);
  return Uint8Array.from([
    FORMAT,
    enrolled,
    id.length,
    ...id,
    ...new Uint8Array(values.buffer, values.byteOffset, values.length),
  ]);
}

/**
 * The template that `encodeTemplate` made these bytes of.
 *
 * @throws FaceAuthError 'template-invalid' when no version of ours has written them.
 */
export function decodeTemplate(bytes: Uint8Array): Template {
  const [format, enrolled, idLength] = bytes;
  if (format !== FORMAT || !enrolled || idLength === undefined || bytes.length <= 3 + idLength) {
    throw new FaceAuthError('template-invalid', { format, length: bytes.length });
  }
  return {
    recogniser: new TextDecoder().decode(bytes.subarray(3, 3 + idLength)),
    enrolled,
    // A copy: the caller wipes the bytes, and a Buffer's own `slice` would share them.
    values: Int8Array.from(bytes.subarray(3 + idLength)),
  };
}

function normalisedMean(vectors: readonly Float32Array[]): Float32Array {
  const [first, ...others] = vectors;
  if (first === undefined) throw new RangeError('at least one vector is needed');
  if (others.some((vector) => vector.length !== first.length)) throw new RangeError('the vectors differ in length');
  return normalised(first.map((value, index) => others.reduce((sum, vector) => sum + (vector[index] ?? NaN), value)));
}

function normalised(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

function clampToByte(value: number): number {
  return Math.max(-127, Math.min(127, value));
}
