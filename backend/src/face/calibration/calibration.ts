import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { FaceAuthError } from '../../errors.ts';
import shipped from './mobilefacenet-repaired-1.json' with { type: 'json' };

/** How often a stranger may be taken for the person, as a setting. */
export const FALSE_MATCH_RATES = ['1e-3', '1e-4', '1e-5'] as const;
export type FalseMatchRate = (typeof FALSE_MATCH_RATES)[number];

/** Combinations of enrolled and shown photos without which the service cannot run: its self-test, and its logins. */
export const NEEDED_COMBINATIONS = [
  { enrolled: 1, shown: 1 },
  { enrolled: 3, shown: 1 },
  { enrolled: 3, shown: 2 },
  { enrolled: 3, shown: 3 },
] as const;

const similarity = z.number().gt(-1).lt(1);
const byRate = <T extends z.ZodType>(value: T) => z.strictObject({ '1e-3': value, '1e-4': value, '1e-5': value });

/** One combination of enrolled and shown photos, measured on one set of people. */
const MEASUREMENT = z.strictObject({
  /** Name of the set. */
  set: z.string(),
  /** Pairs of a template and another person's probe; absent where the source does not tell. */
  impostorPairs: z.int().positive().optional(),
  /** How the thresholds came about, where they were not simply measured. */
  how: z.string().optional(),
  /** Where that share of the set's impostor pairs is accepted. */
  thresholds: byRate(similarity),
  /** 95 % bounds of these thresholds, by drawing the people anew. */
  bounds: byRate(z.tuple([z.number(), z.number()])).optional(),
});

const ROW = z.strictObject({
  enrolled: z.int().min(1).max(5),
  shown: z.int().min(1).max(3),
  /** What is used: the measurements and a margin. A stricter rate has a higher one. */
  thresholds: byRate(similarity).refine((at) => at['1e-3'] < at['1e-4'] && at['1e-4'] < at['1e-5'], {
    error: 'a stricter rate must have a higher threshold',
  }),
  measured: z.array(MEASUREMENT).min(1),
});

const CALIBRATION = z.strictObject({
  /** Id of the recogniser whose similarities these are. */
  recogniser: z.string().min(1),
  /** The people it was measured on. */
  sets: z
    .array(
      z.strictObject({
        name: z.string(),
        /** When it was measured: a year, month or day. */
        date: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
        people: z.int().positive(),
        photos: z.int().positive().optional(),
        note: z.string().optional(),
      }),
    )
    .min(1),
  /** What was put on top of the measured thresholds, and why. */
  margin: z.string(),
  rows: z.array(ROW).superRefine((rows, context) => {
    for (const { enrolled, shown } of NEEDED_COMBINATIONS) {
      if (rows.some((row) => row.enrolled === enrolled && row.shown === shown)) continue;
      context.addIssue({ code: 'custom', message: `there is no row for ${enrolled} enrolled and ${shown} shown` });
    }
  }),
});

/** Thresholds of one recogniser by number of photos and false match rate, with what they rest on. */
export type Calibration = z.infer<typeof CALIBRATION>;
export type CalibrationRow = z.infer<typeof ROW>;
export type CalibrationMeasurement = z.infer<typeof MEASUREMENT>;

/** The calibration of the recogniser that comes with the service. */
export const SHIPPED_CALIBRATION: Calibration = CALIBRATION.parse(shipped);

/**
 * Reads the calibration that an installation made of its own photos, or of another recogniser.
 *
 * @throws FaceAuthError 'calibration-invalid' with a `hint` when the file cannot be read or is not whole.
 */
export async function readCalibration(file: string): Promise<Calibration> {
  const invalid = (what: string, cause: unknown): never => {
    const hint = `${file} ${what}; \`face-auth-server evaluate FOLDER --write-calibration FILE\` makes one`;
    throw new FaceAuthError('calibration-invalid', { hint }, { cause });
  };
  const text = await readFile(file, 'utf8').catch((cause: unknown) => invalid('cannot be read', cause));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return invalid('is not JSON', cause);
  }
  const parsed = CALIBRATION.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return invalid(`is no calibration: ${issue?.path.join('.')}: ${issue?.message}`, parsed.error);
}

/**
 * Holds a calibration against the recogniser it shall be used with: similarities of different ones mean different things.
 *
 * @throws FaceAuthError 'calibration-invalid' with a `hint` when it is another one's.
 */
export function checkCalibration(calibration: Calibration, recogniser: string): void {
  if (calibration.recogniser === recogniser) return;
  const hint = `it is of the recogniser ${calibration.recogniser}, but the engine runs ${recogniser}; set FACE_AUTH_RECOGNISER_FILE and FACE_AUTH_CALIBRATION_FILE to files that belong together`;
  throw new FaceAuthError('calibration-invalid', { hint });
}
