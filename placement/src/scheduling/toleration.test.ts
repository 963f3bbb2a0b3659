import { describe, expect, it } from 'vitest';
import type { NodeTaint } from './node-taint.ts';
import { taintText, untolerated } from './toleration.ts';

const taint: NodeTaint = { key: 'dedicated', value: 'edge', effect: 'NoSchedule' };

describe('untolerated', () => {
  it.each([
    { name: 'no toleration', toleration: undefined, keptOff: true },
    {
      name: 'the same key, value and effect',
      toleration: { key: 'dedicated', value: 'edge', effect: 'NoSchedule' },
      keptOff: false,
    },
    { name: 'any effect', toleration: { key: 'dedicated', operator: 'Equal', value: 'edge' }, keptOff: false },
    {
      name: 'an empty effect, as the shell writes it',
      toleration: { key: 'dedicated', value: 'edge', effect: '' },
      keptOff: false,
    },
    { name: 'another value', toleration: { key: 'dedicated', value: 'cloud' }, keptOff: true },
    { name: 'another effect', toleration: { key: 'dedicated', value: 'edge', effect: 'NoExecute' }, keptOff: true },
    { name: 'the key exists', toleration: { key: 'dedicated', operator: 'Exists', value: null }, keptOff: false },
    { name: 'another key exists', toleration: { key: 'gpu', operator: 'Exists' }, keptOff: true },
    { name: 'everything', toleration: { operator: 'Exists' }, keptOff: false },
    { name: 'an unknown operator', toleration: { key: 'dedicated', operator: 'Like', value: 'edge' }, keptOff: true },
    { name: 'only for a minute', toleration: { operator: 'Exists', tolerationSeconds: 60 }, keptOff: true },
  ])('with $name: kept off is $keptOff', ({ toleration, keptOff }) => {
    expect(untolerated([taint], toleration ? [toleration] : [])).toEqual(keptOff ? [taint] : []);
  });

  it('never minds a PreferNoSchedule', () => {
    expect(untolerated([{ ...taint, effect: 'PreferNoSchedule' }], [])).toEqual([]);
  });

  it('takes a missing value for an empty one', () => {
    expect(untolerated([{ ...taint, value: '' }], [{ key: 'dedicated' }])).toEqual([]);
  });
});

describe('taintText', () => {
  it('writes a taint as kubectl does', () => {
    expect(taintText(taint)).toBe('dedicated=edge:NoSchedule');
    expect(taintText({ ...taint, value: '' })).toBe('dedicated:NoSchedule');
  });
});
