import { BIN_COUNT } from './similarity-bins.ts';

/** All pairs up to this number are kept, 10 bytes each. */
const KEEP_ALL = 1_000_000;
/** Of more pairs, at least this share: the thresholds for false match rates up to 1e-2 lie well within it. */
const KEEP_SHARE = 0.025;

/**
 * The impostor pairs with the highest similarities. All pairs from bin `from` on are in it; when it is full, `from` rises until at
 * least a tenth of the space is free.
 */
export class TopPairs {
  /** Lowest bin that is kept whole. */
  from = 0;
  length = 0;
  readonly template: Uint32Array;
  readonly probe: Uint32Array;
  readonly bin: Uint16Array;

  /** @param expected How many pairs there will be. */
  constructor(expected: number) {
    const share = Math.ceil((KEEP_SHARE * expected) / 0.9);
    const capacity = Math.min(expected, Math.max(KEEP_ALL, share));
    this.template = new Uint32Array(capacity);
    this.probe = new Uint32Array(capacity);
    this.bin = new Uint16Array(capacity);
  }

  /** @param bin At least `from`. */
  add(template: number, probe: number, bin: number): void {
    if (this.length === this.bin.length) this.#makeRoom();
    if (bin < this.from) return;
    this.template[this.length] = template;
    this.probe[this.length] = probe;
    this.bin[this.length] = bin;
    this.length += 1;
  }

  #makeRoom(): void {
    const counts = new Uint32Array(BIN_COUNT);
    for (const bin of this.bin) counts[bin] = (counts[bin] ?? 0) + 1;
    let free = 0;
    while (free < this.length / 10) free += counts[this.from++] ?? 0;

    let kept = 0;
    for (let pair = 0; pair < this.length; pair++) {
      const bin = this.bin[pair] ?? 0;
      if (bin < this.from) continue;
      this.template[kept] = this.template[pair] ?? 0;
      this.probe[kept] = this.probe[pair] ?? 0;
      this.bin[kept] = bin;
      kept += 1;
    }
    this.length = kept;
  }
}
