import { z } from 'zod';
import type { AnalyseOptions, Region } from '../engine.ts';

const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e-\d+)?`;

/** `x,y,size,roll` as in `Region`. */
const Roi = z
  .string()
  .regex(new RegExp(`^${NUMBER},${NUMBER},${NUMBER},${NUMBER}$`))
  .transform((text): Region => {
    const [x = NaN, y = NaN, size = NaN, roll = NaN] = text.split(',').map(Number);
    return { x, y, size, roll };
  })
  .refine(isUsable);

const FLAG = z.enum(['true', 'false']).transform((text) => text === 'true');

/**
 * The query of `POST /v1/faces`, read as what the engine is asked for.
 * `want=vector` is a full one unless `vector=quick` says less; `vector` without it is refused.
 */
export const FacesQuery = z
  .strictObject({
    want: z.enum(['mesh', 'vector']).default('mesh'),
    vector: z.enum(['quick', 'full']).optional(),
    iris: FLAG.optional(),
    roi: Roi.optional(),
    source: z.enum(['camera', 'photo']).optional(),
  })
  .refine(({ want, vector }) => want === 'vector' || vector === undefined)
  .transform(({ want, vector = 'full', iris, roi, source }): AnalyseOptions => ({
    vector: want === 'mesh' ? 'none' : vector,
    ...(iris === undefined ? {} : { iris }),
    ...(roi === undefined ? {} : { region: roi }),
    ...(source === undefined ? {} : { source }),
  }));

/** Far more than a face that is partly outside of its picture needs. */
function isUsable({ x, y, size, roll }: Region): boolean {
  return size > 1e-3 && [x, y, size, roll].every((value) => Math.abs(value) <= 100);
}

/**
 * Says in a query what the engine is asked for; `FacesQuery` reads the same options out of it.
 * A region that cannot be one (not a number, no size) is left out: it is only a hint.
 */
export function facesQuery({ vector, iris, region, source }: AnalyseOptions): string {
  return new URLSearchParams({
    want: vector === 'none' ? 'mesh' : 'vector',
    ...(vector === 'none' ? {} : { vector }),
    ...(iris === undefined ? {} : { iris: String(iris) }),
    ...(region === undefined || !isUsable(region)
      ? {}
      : { roi: [region.x, region.y, region.size, region.roll].join() }),
    ...(source === undefined ? {} : { source }),
  }).toString();
}
