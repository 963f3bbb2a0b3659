import { describe, expect, it } from 'vitest';
import { LifeSigns } from './life-signs.ts';
import { changeAgainst, restOf } from './rest.ts';
import { faceFacts, type FaceOptions } from './testing.ts';

/** The reason after 40 frames; the argument runs from 0 to 1. */
function reasonAfter(see: (share: number) => FaceOptions, isFlat = false, areEyesRead = true): string {
  const signs = new LifeSigns();
  const changeOf = changeAgainst(restOf([faceFacts({ isFlat })]));
  for (let i = 0; i < 40; i++) {
    const face = faceFacts({ isFlat, ...see(i / 40) });
    signs.observe(face, changeOf(face), areEyesRead);
  }
  return signs.reason();
}

describe('life signs', () => {
  it.each([
    { name: 'a picture on a stand', reason: 'still-picture', see: () => ({}) },
    {
      name: 'a picture in a hand',
      reason: 'flat-picture',
      see: (share: number) => ({ at: [0.5 + 0.05 * Math.sin(20 * share), 0.5] as const }),
    },
    {
      name: 'a person who sits still and does not even blink',
      reason: 'timeout',
      see: (share: number) => ({
        left: 0.02 * Math.sin(20 * share),
        at: [0.5 + 0.005 * Math.sin(9 * share), 0.5] as const,
      }),
    },
  ])('tell $name', ({ reason, see }) => {
    expect(reasonAfter(see, reason !== 'timeout')).toBe(reason);
  });

  it.each([
    { name: 'a blink', sign: { eye: 0.3 } },
    { name: 'an open mouth', sign: { mouth: 0.6 } },
    { name: 'depth', sign: { left: 0.2 } },
  ])('take $name for a living person', ({ sign }) => {
    expect(reasonAfter((share) => (share > 0.8 ? sign : {}))).toBe('timeout');
  });

  it('do not take eyes that were read another way than at rest for a blink', () => {
    expect(reasonAfter((share) => (share > 0.8 ? { eye: 0.3 } : {}), false, false)).toBe('still-picture');
  });

  it('say nothing of a face that was hardly seen', () => {
    expect(new LifeSigns().reason()).toBe('timeout');
  });
});
