import type { Calibration, FalseMatchRate } from './calibration.ts';

export interface ThresholdRequest {
  readonly falseMatchRate: FalseMatchRate;
  /** Vectors in the template, 1 to 5. */
  readonly enrolled: number;
  /** Vectors of the probe, 1 to 3. */
  readonly shown: number;
}

/**
 * The least similarity at which a login is accepted.
 *
 * @throws RangeError when the calibration has no threshold for so many photos; a whole one has it for every login.
 */
export function thresholdFor(calibration: Calibration, { falseMatchRate, enrolled, shown }: ThresholdRequest): number {
  const row = calibration.rows.find((each) => each.enrolled === enrolled && each.shown === shown);
  if (row === undefined)
    throw new RangeError(`there is no threshold for ${enrolled} enrolled and ${shown} shown vectors`);
  return row.thresholds[falseMatchRate];
}
