import { describe, expect, it } from 'vitest';
import { makeTemplate } from '../face/template/template.ts';
import { decideLogin } from './decide-login.ts';

/** Unit vectors of 192 components at a known angle: a template keeps one byte of each, so no single one may stand out. */
function vectorAt(angle: number): Float32Array {
  const [near, far] = [Math.cos(angle), Math.sin(angle)].map((share) => share / Math.sqrt(96));
  return Float32Array.from({ length: 192 }, (_, index) => (index % 2 === 0 ? near : far) ?? 0);
}

const template = makeTemplate([vectorAt(0)], 'a-recogniser');
const decide = (angle: number) => decideLogin({ template, vectors: [vectorAt(angle)], threshold: 0.59 });

describe('decideLogin', () => {
  it('accepts the enrolled face', () => {
    expect(decide(0)).toMatchObject({ outcome: 'accepted' });
  });

  it('does not recognise another face, however well it made the moves', () => {
    expect(decide(Math.PI / 2)).toMatchObject({ outcome: 'not-recognised' });
  });

  it('says how alike they are, and takes a threshold that is reached for enough', () => {
    const { similarity = 0 } = decide(0.5);

    expect(similarity).toBeCloseTo(Math.cos(0.5), 1);
    expect(decideLogin({ template, vectors: [vectorAt(0.5)], threshold: similarity }).outcome).toBe('accepted');
    expect(decideLogin({ template, vectors: [vectorAt(0.5)], threshold: similarity + 1e-6 }).outcome).toBe(
      'not-recognised',
    );
  });

  it('recognises nobody where nobody is enrolled, or nothing was shown', () => {
    expect(decideLogin({ template: undefined, vectors: [vectorAt(0)], threshold: 0.59 })).toEqual({
      outcome: 'not-recognised',
    });
    expect(decideLogin({ template, vectors: [], threshold: -1 })).toEqual({ outcome: 'not-recognised' });
  });
});
