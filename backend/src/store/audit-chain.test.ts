import { describe, expect, it } from 'vitest';
import { chain, firstBreak, type AuditRecord } from './audit-chain.ts';

const threeRecords = (): AuditRecord[] => {
  const first = chain(undefined, { at: 1, event: 'service.started', outcome: 'success' });
  const second = chain(first, { at: 2, event: 'login.rejected', subject: 's1', outcome: 'failure', reason: 'timeout' });
  const third = chain(second, { at: 3, event: 'login.accepted', subject: 's1', outcome: 'success', similarity: 0.7 });
  return [first, second, third];
};

describe('the audit chain', () => {
  it('counts from 1 and is whole', () => {
    expect(threeRecords().map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(firstBreak(threeRecords())).toBeUndefined();
  });

  it('can be looked at from any record on', () => {
    expect(firstBreak(threeRecords().slice(1))).toBeUndefined();
  });

  it.each([
    { name: 'a changed reason', change: { reason: 'no-face' } },
    { name: 'a changed time', change: { at: 7 } },
    { name: 'a changed subject', change: { subject: 's2' } },
    { name: 'a changed outcome', change: { outcome: 'success' as const } },
    { name: 'an added similarity', change: { similarity: 0.9 } },
  ])('breaks at $name', ({ change }) => {
    expect(
      firstBreak(threeRecords().map((record) => (record.sequence === 2 ? { ...record, ...change } : record))),
    ).toBe(2);
  });

  it('breaks behind a record that was left out', () => {
    expect(firstBreak(threeRecords().filter(({ sequence }) => sequence !== 2))).toBe(3);
  });

  it('breaks where a record was replaced by a new one with a right hash', () => {
    const [first, , third] = threeRecords();
    if (first === undefined || third === undefined) throw new Error('three records');
    const forged = chain(first, { at: 2, event: 'login.accepted', subject: 's1', outcome: 'success' });
    expect(firstBreak([first, forged, third])).toBe(3);
  });
});
