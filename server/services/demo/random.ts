/** Randomness that repeats: the same seed gives the same demonstration data. */
export interface SeededRandom {
  /** In [0, 1). */
  next: () => number;
  /** A whole number in [0, below). */
  below: (below: number) => number;
  pick: <T>(list: readonly T[]) => T;
  /** True once in a while: `chance(0.1)` is one in ten. */
  chance: (probability: number) => boolean;
  bytes: (size: number) => Uint8Array;
}

/** Mulberry32: 32 bits of state, plenty for data that only has to look real. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (list) => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    chance: (probability) => next() < probability,
    bytes: (size) => Uint8Array.from({ length: size }, () => below(256))
  };
}
