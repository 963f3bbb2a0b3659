import calibration from './mobilefacenet-repaired-1.json' with { type: 'json' };

/** How often a stranger may be taken for the person, as a setting. */
export type FalseMatchRate = '1e-3' | '1e-4';

export interface ThresholdRequest {
  readonly falseMatchRate: FalseMatchRate;
  /** Vectors in the template, 1 to 5. */
  readonly enrolled: number;
  /** Vectors of the probe, 1 to 3. */
  readonly shown: number;
  readonly recogniser: string;
}

/** The threshold measured for a tenth of the promised rate, so that the promise holds on the worst known set too. */
const MEASURED_FOR = { '1e-3': '1e-4', '1e-4': '1e-5' } as const;

/**
 * The least similarity at which a login is accepted.
 *
 * Numbers of photos that were not measured are rounded up to ones that were, and no threshold is below that of fewer photos:
 * more photos raise every score, a stranger's too.
 *
 * @throws RangeError when the recogniser has no calibration or the numbers are out of range.
 */
export function thresholdFor({ falseMatchRate, enrolled, shown, recogniser }: ThresholdRequest): number {
  if (recogniser !== calibration.recogniser) throw new RangeError(`there is no calibration for ${recogniser}`);
  const enrolledRow = measuredAtLeast('enrolled', enrolled);
  const shownRow = measuredAtLeast('shown', shown);
  const candidates = calibration.thresholds.filter((row) => row.enrolled <= enrolledRow && row.shown <= shownRow);
  return Math.max(...candidates.map((row) => row[MEASURED_FOR[falseMatchRate]]));
}

function measuredAtLeast(field: 'enrolled' | 'shown', count: number): number {
  const measured = calibration.thresholds.map((row) => row[field]).filter((value) => value >= count);
  if (!Number.isInteger(count) || count < 1 || measured.length === 0) {
    throw new RangeError(`there is no threshold for ${count} ${field} vectors`);
  }
  return Math.min(...measured);
}
