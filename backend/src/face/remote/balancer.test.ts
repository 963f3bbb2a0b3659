import { describe, expect, it } from 'vitest';
import { createBalancer, restMs, type Balancer, type Lease, type Outcome } from './balancer.ts';

/** With these addresses, all of them ready at time 0. */
function ready(...addresses: string[]): Balancer {
  const balancer = createBalancer();
  balancer.keep(addresses);
  for (const address of balancer.due(0)) balancer.probed(address, 'ready', 0);
  return balancer;
}

const taken = (balancer: Balancer, except?: string): Lease => {
  const lease = balancer.take(except);
  if (lease === undefined) throw new Error('there is no address');
  return lease;
};

/** One request to this address, which ends so. */
const use = (balancer: Balancer, address: string, outcome: Outcome, now: number): boolean => {
  const others: Lease[] = [];
  for (;;) {
    const lease = taken(balancer);
    if (lease.address === address) {
      for (const other of others) other.giveBack('answered', now);
      return lease.giveBack(outcome, now);
    }
    others.push(lease);
  }
};

describe('the choice of an address', () => {
  it('goes round while all have the same work', () => {
    const balancer = ready('a', 'b', 'c');
    const order = Array.from({ length: 6 }, () => {
      const lease = taken(balancer);
      lease.giveBack('answered', 0);
      return lease.address;
    });

    expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('falls on the one with the fewest requests under way', () => {
    const balancer = ready('a', 'b', 'c');
    const leases = Array.from({ length: 7 }, () => taken(balancer));
    for (const lease of leases.filter(({ address }) => address === 'b')) lease.giveBack('answered', 0);

    expect([taken(balancer), taken(balancer)].map(({ address }) => address)).toEqual(['b', 'b']);
  });

  it('leaves out the one that has just failed', () => {
    const balancer = ready('a', 'b');

    expect([1, 2, 3].map(() => taken(balancer, 'a').address)).toEqual(['b', 'b', 'b']);
    expect(ready('a').take('a')).toBeUndefined();
  });

  it('does not fall on an address that was never ready', () => {
    const balancer = createBalancer();
    balancer.keep(['a']);

    expect(balancer.take()).toBeUndefined();
    expect(balancer.due(0)).toEqual(['a']);
    expect(balancer.due(0)).toEqual([]);
    balancer.probed('a', 'broken', 0);
    expect(balancer.take()).toBeUndefined();
  });

  it('follows the addresses that the name has', () => {
    const balancer = ready('a', 'b');
    const late = taken(balancer);
    expect(late.address).toBe('a');
    expect(balancer.keep(['b', 'c'])).toEqual(['a']);

    expect(balancer.due(0)).toEqual(['c']);
    balancer.keep(['a', 'b', 'c']);
    for (const address of balancer.due(0)) balancer.probed(address, 'ready', 0);
    late.giveBack('broken', 0);
    expect(new Set([1, 2].map(() => taken(balancer).address))).toEqual(new Set(['a', 'b']));
  });
});

describe('an address that fails', () => {
  it('is dropped, and comes back when it has rested and says that it is ready', () => {
    const balancer = ready('a', 'b');
    expect(use(balancer, 'a', 'broken', 100)).toBe(true);

    expect([1, 2, 3].map(() => taken(balancer).address)).toEqual(['b', 'b', 'b']);
    expect(balancer.due(1_099)).toEqual([]);
    expect(balancer.due(1_100)).toEqual(['a']);
    expect(balancer.probed('a', 'ready', 1_110)).toBe(true);
    expect(taken(balancer).address).toBe('a');
  });

  it('rests longer each time, until a request has succeeded', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 60].map(restMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    const balancer = ready('a');
    use(balancer, 'a', 'broken', 0);
    balancer.due(1_000);
    balancer.probed('a', 'broken', 1_000);
    expect(balancer.due(2_999)).toEqual([]);
    expect(balancer.due(3_000)).toEqual(['a']);
    balancer.probed('a', 'ready', 3_000);
    use(balancer, 'a', 'answered', 3_000);
    use(balancer, 'a', 'broken', 3_000);

    expect(balancer.due(4_000)).toEqual(['a']);
  });

  it('is dropped once, by whichever of its requests ends first', () => {
    const balancer = ready('a', 'b');
    const leases = Array.from({ length: 4 }, () => taken(balancer)).filter(({ address }) => address === 'a');

    expect(leases.map((lease, index) => lease.giveBack('broken', 100 * index))).toEqual([true, false]);
    expect(balancer.due(1_000)).toEqual(['a']);
  });

  it('stays while only now and then a picture breaks it', () => {
    const balancer = ready('a');
    const outcomes: Outcome[] = ['failed', 'failed', 'answered', 'failed', 'failed', 'failed'];

    expect(outcomes.map((outcome) => use(balancer, 'a', outcome, 0))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('is asked all the same when no other is left, the one first that has rested longest', () => {
    const balancer = ready('a', 'b');
    use(balancer, 'a', 'broken', 0);
    use(balancer, 'b', 'broken', 500);

    expect(taken(balancer).address).toBe('a');
    expect(taken(balancer, 'a').address).toBe('b');
  });

  it('gets no picture as long as its recogniser is another', () => {
    const balancer = ready('a');
    expect(use(balancer, 'a', 'foreign', 0)).toBe(true);
    expect(balancer.take()).toBeUndefined();

    balancer.due(1_000);
    balancer.probed('a', 'broken', 1_000);
    expect(balancer.take()).toBeUndefined();
    balancer.due(3_000);
    balancer.probed('a', 'ready', 3_000);
    expect(taken(balancer).address).toBe('a');
  });
});
