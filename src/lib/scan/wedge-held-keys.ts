/**
 * A scanner lets a key go before it presses the next, or presses a handful and
 * lets them go together. A key that stays down while several later ones are let
 * go is a finger's: a person typed into the scan, and its text is not what was
 * printed.
 */
export interface HeldKey {
  code: string;
  /** How many keys pressed after this one have been let go since. */
  outlived: number;
}

/** No scanner lets go three later keys first; a person holds a key for 60–150 ms, a scan's length. */
const FINGERS_OUTLIVE = 3;

export const pressed = (held: readonly HeldKey[], code: string): HeldKey[] => [
  ...held.filter((key) => key.code !== code),
  { code, outlived: 0 }
];

export function released(held: readonly HeldKey[], code: string): readonly HeldKey[] {
  const at = held.findIndex((key) => key.code === code);
  if (at < 0) return held;
  const before = held.slice(0, at).map((key) => ({ ...key, outlived: key.outlived + 1 }));
  return [...before, ...held.slice(at + 1)];
}

/** Whether a finger is down among the keys of a scanner. */
export const isFingerDown = (held: readonly HeldKey[]): boolean =>
  held.some(({ outlived }) => outlived >= FINGERS_OUTLIVE);
