import { serialKey } from './serial-identity.ts';

/**
 * "Did you mean": serials that a person or a camera may take for one another.
 * Near are those that look alike (0 and O, 1 and I, 5 and S, 8 and B, 2 and Z, 6
 * and G, at any number of places), with at most one slip besides: a character
 * wrong, missing, too many, or two neighbours exchanged (Damerau's four).
 */

// L only because folded keys no longer tell it from l. Q, D and U are left out: in print they are rarely taken
// for 0 or V, and every letter more puts serials together that nobody confuses.
const LOOKS_LIKE: Record<string, string> = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2', G: '6' };

const CONFUSABLE = /[OILSBZG]/g;

/**
 * The key under which serials that look alike are together, for an index: equal
 * keys are look-alikes, and look-alikes of ASCII letters have equal keys. It says
 * nothing about being the same serial: that is `serialKey`.
 */
export function confusableKey(serial: string): string {
  return serialKey(serial).replace(CONFUSABLE, (letter) => LOOKS_LIKE[letter] ?? letter);
}

/** How far one serial is from another. */
export interface Nearness {
  /** 0 or 1: characters wrong, missing, too many, or exchanged. */
  slips: number;
  /** Places where the two only look alike; the case of letters, too, where it counts. */
  lookAlikes: number;
}

export interface NearSerial extends Nearness {
  serial: string;
}

interface Rule {
  /** The product distinguishes `abc` from `ABC`. */
  exactCase?: boolean;
}

// One number orders both counts: no serial is long enough for its look-alikes to reach a slip.
const SLIP = 1000;
const FAR = 2 * SLIP;

interface Folded {
  /** What is the same serial has the same key. */
  key: string;
  /** What looks alike has the same shape, character by character. */
  shape: string;
}

const fold = (serial: string, rule: Rule): Folded => ({
  key: serialKey(serial, rule),
  shape: confusableKey(serial)
});

/** What it costs to take one character for another. */
function substitution(a: Folded, i: number, b: Folded, j: number): number {
  if (a.key.charCodeAt(i) === b.key.charCodeAt(j)) return 0;
  return a.shape.charCodeAt(i) === b.shape.charCodeAt(j) ? 1 : SLIP;
}

function transposition(a: Folded, i: number, b: Folded, j: number): number {
  if (i < 1 || j < 1) return FAR;
  const cost = substitution(a, i - 1, b, j) + substitution(a, i, b, j - 1);
  return cost < SLIP ? SLIP + cost : FAR;
}

/**
 * The cheapest way from one serial to the other (optimal string alignment),
 * looked for only one character off the diagonal: farther off costs two slips.
 */
function costBetween(a: Folded, b: Folded): number {
  const width = b.key.length + 1;
  let before: number[] = [];
  let row = Array.from({ length: width }, (_, j) => (j <= 1 ? j * SLIP : FAR));
  for (let i = 1; i <= a.key.length; i++) {
    const next = new Array<number>(width).fill(FAR);
    if (i === 1) next[0] = SLIP;
    for (let j = Math.max(1, i - 1); j <= Math.min(b.key.length, i + 1); j++) {
      next[j] = Math.min(
        (row[j - 1] ?? FAR) + substitution(a, i - 1, b, j - 1),
        (row[j] ?? FAR) + SLIP,
        (next[j - 1] ?? FAR) + SLIP,
        (before[j - 2] ?? FAR) + transposition(a, i - 1, b, j - 1)
      );
    }
    before = row;
    row = next;
  }
  return row[b.key.length] ?? FAR;
}

function nearness(a: Folded, b: Folded): Nearness | null {
  if (Math.abs(a.key.length - b.key.length) > 1) return null;
  const cost = costBetween(a, b);
  if (cost === 0 || cost >= FAR) return null;
  return { slips: Math.floor(cost / SLIP), lookAlikes: cost % SLIP };
}

/**
 * How near two serials are; null when they are the same serial, or when more
 * than one slip lies between them.
 */
export function serialNearness(a: string, b: string, rule: Rule = {}): Nearness | null {
  return nearness(fold(a, rule), fold(b, rule));
}

// A look-alike is more likely than a slip; two of them are about as likely as one.
const distance = ({ slips, lookAlikes }: Nearness): number => 2 * slips + lookAlikes;

/**
 * The near ones among some candidates, the likeliest first: fewer look-alikes
 * and slips, then without a slip, then by the order of characters, so that
 * everyone is proposed the same.
 *
 * @param input.candidates serials of one product, normalised; the sought one itself is left out
 * @param input.limit most that are returned
 */
export function rankNearSerials(input: {
  sought: string;
  candidates: Iterable<string>;
  exactCase?: boolean;
  limit: number;
}): NearSerial[] {
  const { sought, candidates, exactCase = false, limit } = input;
  const target = fold(sought, { exactCase });
  const near: NearSerial[] = [];
  for (const serial of new Set(candidates)) {
    const found = nearness(target, fold(serial, { exactCase }));
    if (found) near.push({ serial, ...found });
  }
  return near.sort(byLikelihood).slice(0, limit);
}

function byLikelihood(a: NearSerial, b: NearSerial): number {
  return distance(a) - distance(b) || a.slips - b.slips || (a.serial < b.serial ? -1 : 1);
}
