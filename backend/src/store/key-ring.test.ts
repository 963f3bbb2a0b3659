import { describe, expect, it } from 'vitest';
import { keyRing } from './key-ring.ts';

const keys = keyRing(Buffer.alloc(32, 1));
const template = Uint8Array.from({ length: 200 }, (_, index) => index);

describe('keyRing', () => {
  it('opens what it sealed', () => {
    expect(new Uint8Array(keys.open('u1', keys.seal('u1', 3, template)))).toEqual(template);
  });

  it('seals with a data key of its own each time', () => {
    const [one, other] = [keys.seal('u1', 1, template), keys.seal('u1', 1, template)];
    expect(one.sealed).not.toEqual(other.sealed);
    expect(() => keys.open('u1', { ...one, wrappedKey: other.wrappedKey })).toThrow();
  });

  it('shows nothing of the template', () => {
    const { sealed: shown } = keys.seal('u1', 1, template);
    expect(Buffer.from(shown).includes(Buffer.from(template.subarray(50, 58)))).toBe(false);
  });

  const sealed = keys.seal('u1', 2, template);
  const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
  it.each([
    { name: 'for another user', open: () => keys.open('u2', sealed) },
    { name: 'as another version', open: () => keys.open('u1', { ...sealed, version: 1 }) },
    { name: 'with another key', open: () => keyRing(Buffer.alloc(32, 2)).open('u1', sealed) },
    { name: 'with a changed template', open: () => keys.open('u1', { ...sealed, sealed: flipped(sealed.sealed, 20) }) },
    {
      name: 'with a changed tag',
      open: () => keys.open('u1', { ...sealed, sealed: flipped(sealed.sealed, sealed.sealed.length - 1) }),
    },
    {
      name: 'with a changed data key',
      open: () => keys.open('u1', { ...sealed, wrappedKey: flipped(sealed.wrappedKey, 15) }),
    },
    { name: 'with nothing in it', open: () => keys.open('u1', { ...sealed, sealed: new Uint8Array() }) },
  ])('does not open $name', ({ open }) => {
    expect(open).toThrow(expect.objectContaining({ code: 'template-unreadable' }) as Error);
  });

  it('gives a user name one pseudonym whatever its case, which says nothing without the key', () => {
    expect(keys.subjectOf('Anna')).toBe(keys.subjectOf('ANNA'));
    expect(keys.subjectOf('anna')).not.toBe(keys.subjectOf('anne'));
    expect(keys.subjectOf('anna')).not.toBe(keyRing(Buffer.alloc(32, 2)).subjectOf('anna'));
    expect(keys.subjectOf('anna')).toMatch(/^[0-9a-f]{16}$/);
  });
});
