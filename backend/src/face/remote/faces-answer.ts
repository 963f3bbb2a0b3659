import { z } from 'zod';
import type { Box, Cover, FaceFacts, PictureFacts, Pose, Region } from '../engine.ts';

const MESH_NUMBERS = 3 * 468;
const MOST_VECTOR_NUMBERS = 4_096;

/** JSON has no NaN and no infinity; both are told as `null` and read as NaN. */
const Scalar = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

/** Float32, little endian, base64: no digit is lost. */
const floats = (isLength: (length: number) => boolean) =>
  z
    .base64()
    .refine((text) => Number.isInteger(numbersIn(text)) && isLength(numbersIn(text)))
    .transform((text) => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer));

const numbersIn = (base64: string): number => Buffer.byteLength(base64, 'base64') / Float32Array.BYTES_PER_ELEMENT;

/** Each fact is named here, so that a new one cannot be forgotten on the way. */
const FaceShape = {
  box: z.object({ x: Scalar, y: Scalar, width: Scalar, height: Scalar } satisfies Shape<Box>),
  confidence: z.exactOptional(Scalar),
  fit: Scalar,
  region: z.object({ x: Scalar, y: Scalar, size: Scalar, roll: Scalar } satisfies Shape<Region>),
  mesh: floats((length) => length === MESH_NUMBERS),
  pose: z.object({ yaw: Scalar, pitch: Scalar, roll: Scalar } satisfies Shape<Pose>),
  eyeOpening: Scalar,
  mouthOpening: Scalar,
  brightness: Scalar,
  evenness: Scalar,
  sharpness: Scalar,
  cover: z.object({ eyes: Scalar, mouth: Scalar } satisfies Shape<Cover>),
  vector: z.exactOptional(floats((length) => length > 0 && length <= MOST_VECTOR_NUMBERS)),
} satisfies Shape<FaceFacts>;

type Shape<T> = Readonly<Record<keyof T, z.ZodType>>;

const PictureShape = {
  width: Scalar,
  height: Scalar,
  brightness: Scalar,
  faces: z.array(z.object(FaceShape)),
} satisfies Shape<PictureFacts>;

/**
 * The answer of `POST /v1/faces`: the facts, and the id of the recogniser that its vectors are of.
 * Members that are not known are passed over: a newer server may tell more.
 */
export const FacesAnswer = z
  .object({ recogniser: z.string().min(1), ...PictureShape })
  .transform(({ recogniser, ...facts }): { recogniser: string; facts: PictureFacts } => ({ recogniser, facts }));

/** The facts as JSON that `FacesAnswer` reads back, number for number. */
export function facesAnswer(recogniser: string, { faces, ...picture }: PictureFacts): string {
  return JSON.stringify({
    recogniser,
    ...picture,
    faces: faces.map(({ mesh, vector, ...face }) => ({
      ...face,
      mesh: toBase64(mesh),
      ...(vector === undefined ? {} : { vector: toBase64(vector) }),
    })),
  });
}

/** Little endian as the processors we run on (x86-64, arm64) are. */
function toBase64({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
