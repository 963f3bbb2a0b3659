/** How a request to an address ended, as far as the choice of the next one goes. */
export type Outcome =
  /** It answered, be it that the picture is of no use or that its queue is full. */
  | 'answered'
  /** It says that it failed with this picture. A few of these in a row, and it counts as broken. */
  | 'failed'
  /** It cannot be reached, is stopping, is too slow, or answers what nobody understands. */
  | 'broken'
  /** Its vectors are of another recogniser. */
  | 'foreign';

/** One request's hold on an address. */
export interface Lease {
  readonly address: string;
  /** To be called once. @returns Whether the address has been dropped by it. */
  giveBack(outcome: Outcome, now: number): boolean;
}

/** Which of several addresses gets the next request. Times are in ms, of any clock that only goes forward. */
export interface Balancer {
  /** Takes over the addresses there are now. @returns Those that are no longer there. */
  keep(addresses: readonly string[]): readonly string[];
  /**
   * Takes the address with the fewest requests under way for one more; of several the one whose turn it is.
   * When none is trusted, the dropped one that is soonest to be tried again: better a doubtful one than none.
   *
   * @param except Not this one.
   * @returns `undefined` when there is none.
   */
  take(except?: string): Lease | undefined;
  /** Whether there is one to take. */
  canTake(except?: string): boolean;
  /** Addresses to be asked whether they are ready: new ones, and those that have rested. Each is named once until `probed`. */
  due(now: number): readonly string[];
  /** Takes the answer to that. @returns Whether requests go there from now on. */
  probed(address: string, outcome: 'ready' | 'broken' | 'foreign', now: number): boolean;
}

const REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;
/** One picture that breaks a worker, tried here and there, must not take every server out. */
const FAILURES_IN_A_ROW = 3;

interface Target {
  readonly address: string;
  /** `resting`: was ready and failed. `strange`: was never ready, or is of another recogniser; gets no picture. */
  state: 'ready' | 'resting' | 'strange';
  outstanding: number;
  failuresInARow: number;
  /** How often in a row it had to rest. */
  rests: number;
  /** When it is to be asked whether it is ready; infinite while it is, and while it is being asked. */
  probeAt: number;
}

export function createBalancer(): Balancer {
  const targets = new Map<string, Target>();
  let turn = 0;

  const others = (except: string | undefined): Target[] =>
    [...targets.values()].filter(({ address }) => address !== except);

  return {
    keep(addresses) {
      const gone = [...targets.keys()].filter((address) => !addresses.includes(address));
      for (const address of gone) targets.delete(address);
      for (const address of addresses) if (!targets.has(address)) targets.set(address, newTarget(address));
      return gone;
    },

    take(except) {
      const target = leastBusy(others(except), turn++) ?? soonestBack(others(except));
      return target && lease(target);
    },

    canTake: (except) => others(except).some(({ state }) => state !== 'strange'),

    due(now) {
      const due = [...targets.values()].filter(({ probeAt }) => probeAt <= now);
      for (const target of due) target.probeAt = Infinity;
      return due.map(({ address }) => address);
    },

    probed(address, outcome, now) {
      const target = targets.get(address);
      if (target === undefined) return false;
      if (outcome === 'ready') target.state = 'ready';
      else drop(target, outcome, now);
      return outcome === 'ready';
    },
  };
}

/** How long an address is left alone that had to rest so often before: 1 s, 2 s, 4 s …, 30 s at most. */
export function restMs(restsBefore: number): number {
  return Math.min(LONGEST_REST_MS, REST_MS * 2 ** restsBefore);
}

function newTarget(address: string): Target {
  return { address, state: 'strange', outstanding: 0, failuresInARow: 0, rests: 0, probeAt: -Infinity };
}

function lease(target: Target): Lease {
  target.outstanding += 1;
  return {
    address: target.address,
    giveBack(outcome, now) {
      target.outstanding -= 1;
      target.failuresInARow = outcome === 'answered' ? 0 : target.failuresInARow + 1;
      // What began before it was dropped says nothing about it any more.
      if (target.state !== 'ready') return false;
      if (outcome === 'answered') target.rests = 0;
      if (outcome === 'answered' || (outcome === 'failed' && target.failuresInARow < FAILURES_IN_A_ROW)) return false;
      drop(target, outcome === 'failed' ? 'broken' : outcome, now);
      return true;
    },
  };
}

function drop(target: Target, why: 'broken' | 'foreign', now: number): void {
  target.state = why === 'foreign' || target.state === 'strange' ? 'strange' : 'resting';
  target.probeAt = now + restMs(target.rests);
  target.rests += 1;
  target.failuresInARow = 0;
}

function leastBusy(targets: readonly Target[], turn: number): Target | undefined {
  const ready = targets.filter(({ state }) => state === 'ready');
  const fewest = Math.min(...ready.map(({ outstanding }) => outstanding));
  const candidates = ready.filter(({ outstanding }) => outstanding === fewest);
  return candidates[turn % candidates.length];
}

function soonestBack(targets: readonly Target[]): Target | undefined {
  const resting = targets.filter(({ state }) => state === 'resting');
  return resting.toSorted((one, other) => one.probeAt - other.probeAt)[0];
}
