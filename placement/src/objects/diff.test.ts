import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences, diffText } from './diff.ts';

describe('diffText', () => {
  it('says what is new, what goes and what changes, each at its place', () => {
    const before = {
      version: '0.1.0',
      values: { replicas: 1, tls: { source: 'self-signed' } },
      targets: [{ name: 'a' }],
    };
    const after = {
      version: '0.2.0',
      values: { replicas: 1, hostname: 'login.example.com' },
      targets: [{ name: 'b' }, {}],
    };

    expect(diffText(before, after)).toBe(
      [
        '~ targets[0].name: "a" → "b"',
        '+ targets[1]: {}',
        '+ values.hostname: "login.example.com"',
        '- values.tls: {"source":"self-signed"}',
        '~ version: "0.1.0" → "0.2.0"',
      ].join('\n'),
    );
  });

  it('quotes a key with dots', () => {
    expect(diffText({}, { labels: { 'face-auth.io/role': 'edge' } })).toBe('+ labels: {"face-auth.io/role":"edge"}');
    expect(diffText({ labels: {} }, { labels: { 'face-auth.io/role': 'edge' } })).toBe(
      '+ labels."face-auth.io/role": "edge"',
    );
  });

  it('shows everything of what is made or deleted', () => {
    expect(diffText(undefined, { version: '0.1.0' })).toBe('+ version: "0.1.0"');
    expect(diffText({ version: '0.1.0' }, undefined)).toBe('- version: "0.1.0"');
  });
});

describe('differences', () => {
  it('finds none between equal documents, whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        const other = Object.fromEntries(Object.entries(structuredClone(document)).reverse());
        expect(differences(document, other)).toEqual([]);
      }),
    );
  });

  it('finds one where a value was changed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (document, key) => {
        expect(differences({ ...document, [key]: 1 }, { ...document, [key]: 2 })).toHaveLength(1);
      }),
    );
  });
});
