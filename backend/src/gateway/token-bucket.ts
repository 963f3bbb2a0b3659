import { isIPv6 } from 'node:net';

/** How many addresses are remembered; beyond that the one that came first is forgotten. */
const MAX_ADDRESSES = 10_000;

export interface AddressLimit {
  /** Takes one. @returns `undefined`, or the seconds to wait when there is none. */
  take(address: string): number | undefined;
}

/**
 * A token bucket per address, full at first. All addresses of an IPv6 /64 share one: they are one customer's.
 *
 * @param perMinute Size of the bucket, and what it is filled with in a minute.
 */
export function addressLimit({ perMinute, now }: { perMinute: number; now: () => number }): AddressLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();

  return {
    take(address) {
      const key = networkOf(address);
      const at = now();
      const before = buckets.get(key) ?? { tokens: perMinute, at };
      const tokens = Math.min(perMinute, before.tokens + ((at - before.at) / 60_000) * perMinute);

      buckets.delete(key);
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at });
      if (buckets.size > MAX_ADDRESSES) buckets.delete(buckets.keys().next().value ?? key);
      return tokens < 1 ? Math.ceil(((1 - tokens) * 60) / perMinute) : undefined;
    },
  };
}

function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
