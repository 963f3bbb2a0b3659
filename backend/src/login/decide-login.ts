import { similarity, type Template } from '../face/template/template.ts';

export interface Decision {
  readonly outcome: 'accepted' | 'not-recognised';
  /** Of probe and template, −1 to 1; absent when there was nothing to compare. For the audit record's class only. */
  readonly similarity?: number;
}

export interface DecideLoginOptions {
  /** Of the claimed person; absent when nobody of that name is enrolled. */
  readonly template: Template | undefined;
  /** What a passed course gave. */
  readonly vectors: readonly Float32Array[];
  /** From the calibration for that number of enrolled and shown photos. */
  readonly threshold: number;
}

/** 1:1 verification: whether the shown face is the claimed person's. A threshold that is reached is enough. */
export function decideLogin({ template, vectors, threshold }: DecideLoginOptions): Decision {
  if (template === undefined || vectors.length === 0) return { outcome: 'not-recognised' };
  const alike = similarity(template, vectors);
  return { outcome: alike >= threshold ? 'accepted' : 'not-recognised', similarity: alike };
}
