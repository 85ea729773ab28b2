import { aiAt, aiTable } from './gs1-ai-table.ts';
import { checkAiValue } from './gs1-value.ts';

/** How sure it is that a field swallowed its neighbour. */
export type LostLikelihood = 'possible' | 'likely' | 'certain';

/** The end of a value that reads as an identifier and its value. */
export interface LostSeparator {
  tail: string;
  likelihood: LostLikelihood;
}

/** Identifiers whose shape alone means something where serials, lots and dates stand together. */
const USUAL = new Set('10 11 13 15 16 17 21 240 241 250 400'.split(' '));
/** Keys with a check digit: by chance one tail in thousands looks like one. */
const CHECKED = new Set('00 01 02 03 402 410 411 412 413 414 415 416 417 8003 8006 8017 8018'.split(' '));
const DATES = new Set('11 13 15 16 17'.split(' '));

const isDigitAt = (text: string, at: number): boolean => /^[0-9]$/.test(text.charAt(at));

/** Per place of the value: whether all from there on reads as elements, and whether a checked key is among them. */
interface Suffix {
  clean: boolean;
  checked: boolean;
}

const DIRTY: Suffix = { clean: false, checked: false };

function readSuffix(value: string, at: number, later: Suffix[], today: string): Suffix {
  const spec = aiAt(value, at);
  if (!spec) return DIRTY;
  const start = at + spec.ai.length;
  const end = spec.predefined ? start + spec.max : value.length;
  if (end > value.length || checkAiValue(spec, value.slice(start, end), today) !== null) return DIRTY;
  const rest = end === value.length ? { clean: true, checked: false } : (later[end] ?? DIRTY);
  return { clean: rest.clean, checked: rest.checked || CHECKED.has(spec.ai) };
}

function likelihoodAt(value: string, at: number, suffix: Suffix): LostLikelihood {
  if (suffix.checked) return 'certain';
  const ai = aiAt(value, at)?.ai ?? '';
  const standsAlone = !isDigitAt(value, at - 1) && !isDigitAt(value, at + ai.length);
  return standsAlone || DATES.has(ai) ? 'likely' : 'possible';
}

const RANK: Record<LostLikelihood, number> = { possible: 0, likely: 1, certain: 2 };

/**
 * Looks for an identifier and its value at the end of a variable field: what a
 * reader that drops FNC1 leaves of two fields. It is flagged, never split off:
 * a lot may well be called LOT21SN1.
 *
 * @param input.present identifiers that stand in the element string anyway
 * @returns the most likely place, or null
 */
export function lostSeparator(input: {
  id: string;
  value: string;
  present: ReadonlySet<string>;
  today: string;
}): LostSeparator | null {
  const { value, present, today } = input;
  const spec = aiTable().get(input.id);
  if (!spec || spec.predefined || spec.parts.at(-1)?.set !== 'X') return null;
  const fixed = spec.parts.slice(0, -1).reduce((sum, part) => sum + part.max, 0);
  const suffixes: Suffix[] = [];
  let best: LostSeparator | null = null;
  for (let at = value.length - 3; at > fixed; at--) {
    const suffix = readSuffix(value, at, suffixes, today);
    suffixes[at] = suffix;
    const ai = suffix.clean ? aiAt(value, at)?.ai : undefined;
    if (ai === undefined || present.has(ai) || !(USUAL.has(ai) || CHECKED.has(ai))) continue;
    const likelihood = likelihoodAt(value, at, suffix);
    if (!best || RANK[likelihood] > RANK[best.likelihood]) best = { tail: value.slice(at), likelihood };
  }
  return best;
}
