import { describe, expect, it } from 'vitest';
import { addressLimit } from './token-bucket.ts';

describe('addressLimit', () => {
  const clock = { now: 0 };
  const newLimit = () => addressLimit({ perMinute: 2, now: () => clock.now });

  it('says how long to wait for the next, and gives it then', () => {
    const limit = newLimit();
    expect([limit.take('10.0.0.1'), limit.take('10.0.0.1'), limit.take('10.0.0.1')]).toEqual([
      undefined,
      undefined,
      30,
    ]);
    clock.now += 29_000;
    expect(limit.take('10.0.0.1')).toBe(1);
    clock.now += 1_000;
    expect(limit.take('10.0.0.1')).toBeUndefined();
  });

  it('holds no more than a minute gives', () => {
    const limit = newLimit();
    limit.take('10.0.0.1');
    clock.now += 60 * 60_000;
    expect([limit.take('10.0.0.1'), limit.take('10.0.0.1'), limit.take('10.0.0.1')]).toEqual([
      undefined,
      undefined,
      30,
    ]);
  });

  it('counts addresses apart', () => {
    const limit = newLimit();
    limit.take('10.0.0.1');
    limit.take('10.0.0.1');
    expect(limit.take('10.0.0.2')).toBeUndefined();
  });

  it('counts the addresses of an IPv6 /64 together, however they are written', () => {
    const limit = newLimit();
    limit.take('2001:db8:0:1::1');
    limit.take('2001:db8:0:1:ffff::2');
    expect(limit.take('2001:db8:0:1:0:0:0:3')).toBe(30);
    expect(limit.take('2001:db8:0:2::1')).toBeUndefined();
  });
});
